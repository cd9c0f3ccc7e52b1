import {
  type Implementation,
  ImplementationError,
  type StepPosition,
  toImplementationError,
  type World,
} from '../implementations/implementation.ts';
import { resolveTemplate } from '../language/resolve-template.ts';
import { type Json, copyJson } from '../language/json.ts';
import { clearTimeout, setTimeout } from '../language/real-timers.ts';
import type { ActionScript, Scenario, TransactionScript, UserStep } from '../language/scenario.ts';
import type { Phase, Trace } from '../language/trace.ts';
import { assertPhase } from '../implementations/validate-answer.ts';

/** The longest that a timer can wait, in milliseconds. */
export const MAX_TIMEOUT = 2_147_483_647;

/** The scenario that was asked for last. One world is open at a time, since worlds may share the clock of the system. */
let lastRun: Promise<unknown> = Promise.resolve();

/**
 * Runs a scenario on an implementation, when those have ended that were asked for before.
 *
 * @param implementation - What runs it.
 * @param scenario - What happens.
 * @param timeout - How long the implementation may take to answer, in milliseconds.
 * @returns What was observed.
 * @throws ImplementationError, where the implementation does not answer or its answer is no trace.
 *
 * @public
 */
export async function runScenario(
  implementation: Implementation,
  scenario: Scenario,
  timeout = 5000,
): Promise<Trace> {
  const trace = lastRun.then(() => runAlone(implementation, scenario, timeout));
  lastRun = trace.catch(() => undefined);
  return trace;
}

async function runAlone(
  implementation: Implementation,
  { now, factors, transactions }: Scenario,
  timeout: number,
): Promise<Trace> {
  await implementation.prepare?.();
  const requests = new TimedRequests(implementation.name, timeout);
  const options = { now, factors: [...factors], onStep: requests.onStep };
  const world = await requests.send('open', () => implementation.open(options));
  const phasesByTransaction: Phase[][] = [];
  try {
    for (const script of transactions) {
      phasesByTransaction.push([]);
      // oxlint-disable-next-line no-await-in-loop -- One transaction after another.
      await runTransaction(world, script, phasesByTransaction, requests);
    }
  } finally {
    await requests.send('close', () => world.close?.());
  }
  return { transactions: phasesByTransaction.map((phases) => ({ phases })) };
}

/** Runs a transaction; what ran is added to the last of `ran`. */
async function runTransaction(
  world: World,
  { event, actions, user }: TransactionScript,
  ran: readonly Phase[][],
  answers: TimedRequests,
): Promise<void> {
  const phases = ran.at(-1) ?? [];
  const transaction = { event: resolveTemplate(event, ran), actions: copyJson(actions) };
  phases.push(assertPhase(await answers.send('start', () => world.start(transaction), actions)));
  for (const step of user) {
    if ('completes' in step && phases.at(-1)?.outcome?.status !== 'challenged') continue;
    const input = resolveTemplate(step as unknown as Json, ran) as unknown as UserStep;
    const resume = () => world.resume(copyJson(input));
    // oxlint-disable-next-line no-await-in-loop -- One step after another.
    const phase = assertPhase(await answers.send('resume', resume, actions));
    phases.push({ ...phase, input });
  }
}

/** What an implementation answers to requests, each in time. */
class TimedRequests {
  readonly #name: string;
  readonly #timeout: number;
  #position: StepPosition | undefined;
  readonly onStep = (position: StepPosition): void => {
    this.#position = position;
  };

  constructor(name: string, timeout: number) {
    this.#name = name;
    this.#timeout = timeout;
  }

  /** The answer to a request; the error that there is none says which step of the actions was the last to begin. */
  async send<T>(
    request: string,
    ask: () => T | Promise<T>,
    actions?: readonly ActionScript[],
  ): Promise<T> {
    this.#position = undefined;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      const message = `${this.#name} did not answer ${request} within ${this.#timeout} ms.`;
      timer = setTimeout(() => reject(new ImplementationError(message)), this.#timeout);
    });
    try {
      return await Promise.race([ask(), deadline]);
    } catch (error) {
      throw addPosition(toImplementationError(error, request), this.#position, actions);
    } finally {
      clearTimeout(timer);
    }
  }
}

/** An error, with the step that was the last to begin. */
function addPosition(
  error: ImplementationError,
  position: StepPosition | undefined,
  actions: readonly ActionScript[] = [],
): ImplementationError {
  if (!position) return error;
  const { action, handler, index } = position;
  const step = actions[action]?.[handler]?.[index];
  const call = step && 'call' in step ? `api.${step.call}, ` : '';
  return new ImplementationError(
    `${error.message} It had come to ${call}step ${index + 1} of the ${handler} handler of action ${action + 1}.`,
    { cause: error },
  );
}
