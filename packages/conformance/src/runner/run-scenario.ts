import { DEFAULT_EDITION, fillInEvent } from '@post-challenge/spec';
import {
  type Implementation,
  ImplementationError,
  type StepPosition,
  toImplementationError,
  type World,
} from '../implementations/implementation.ts';
import { resolveTemplate } from '../language/resolve-template.ts';
import { type Json, copyJson } from '../language/json.ts';
import { areTimersFaked, clearTimeout, setTimeout } from '../language/real-timers.ts';
import type { ActionScript, Scenario, TransactionScript, UserStep } from '../language/scenario.ts';
import type { Phase, Trace } from '../language/trace.ts';
import { FOREIGN_TIMERS, hasForeignTimers } from '../implementations/clock.ts';
import { assertPhase } from '../implementations/validate-answer.ts';
import { receiveUncaughtErrors } from './uncaught-errors.ts';

/** The last scenario in the queue. One world is open at a time, because worlds may share the system clock. */
let lastRun: Promise<unknown> = Promise.resolve();

/**
 * Runs a scenario on an implementation, after all scenarios that were started before.
 *
 * @param implementation - The implementation that runs the scenario.
 * @param scenario - The scenario to run.
 * @param timeout - How long the implementation may take to answer a request, in milliseconds. The default is 5000.
 * @returns The trace.
 * @throws ImplementationError if the implementation does not answer in time, or if its answer is invalid.
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
  { now, edition = DEFAULT_EDITION, factors, transactions, order = [] }: Scenario,
  timeout: number,
): Promise<Trace> {
  await implementation.prepare?.();
  const requests = new TimedRequests(implementation.name, timeout);
  const options = { now, edition, factors: [...factors], onStep: requests.onStep };
  const world = await requests.send('open', () => implementation.open(options));
  const isHost = implementation.capabilities.includes('host');
  const phasesByTransaction = transactions.map((): Phase[] => []);
  const runs = transactions.map((script, number) =>
    createTransactionRun(world, { script, number, phasesByTransaction, requests, isHost }),
  );
  try {
    for (const number of order) await runs[number]?.next();
    for (const run of runs) while (!(await run.next()).done);
  } finally {
    await requests.send('close', () => world.close?.());
  }
  return { transactions: phasesByTransaction.map((phases) => ({ phases })) };
}

/** A transaction of a scenario. */
interface ScriptedTransaction {
  readonly script: TransactionScript;
  readonly number: number;
  readonly phasesByTransaction: readonly Phase[][];
  readonly requests: TimedRequests;
  /** Whether the implementation is a host. A host that does not execute an action breaks a rule. */
  readonly isHost: boolean;
}

/** Runs a transaction, one step each time that the generator continues, and appends its phases to those of its number. */
async function* createTransactionRun(
  world: World,
  { script, number, phasesByTransaction, requests, isHost }: ScriptedTransaction,
): AsyncGenerator<void> {
  const { event, actions, user } = script;
  const phases = phasesByTransaction[number] ?? [];
  const resolve = (template: Json) => resolveTemplate(template, phasesByTransaction, number);
  const start = {
    transaction: number,
    event: fillInEvent(resolve(event)),
    actions: copyJson(actions),
  };
  const first = assertPhase(await requests.send('start', () => world.start(start), actions));
  if (!isHost) assertExecuted(first, actions);
  phases.push(first);
  yield;
  for (const step of user) {
    const input = resolve(step as unknown as Json) as unknown as UserStep;
    const resume = () => world.resume({ transaction: number, step: copyJson(input) });
    const phase = assertPhase(await requests.send('resume', resume, actions));
    phases.push({ ...phase, input });
    yield;
  }
}

/** Asserts that the first action was executed, if it has steps. */
function assertExecuted({ executions }: Phase, [first]: readonly ActionScript[]): void {
  if (executions.length > 0 || !first || first.execute.length === 0) return;
  throw new ImplementationError(
    `The answer to start has no execution, but action 1 has steps. Take the steps, and report { action: 0, handler: 'execute', observations }.`,
  );
}

const FAKED_TIMERS =
  "Its adapter sets clock: 'system', so its timers only fire if the scenario lets time pass. Do not wait for a timer, or leave out clock and give the implementation the clock of the suite.";

/** Explains fake timers, for which an implementation may wait in vain. */
function explainTimers(): string[] {
  if (hasForeignTimers()) return [FOREIGN_TIMERS];
  return areTimersFaked() ? [FAKED_TIMERS] : [];
}

/** Sends requests to an implementation, each with a timeout. */
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

  /** Sends a request and waits for the answer. An error names the last step that began. */
  async send<T>(
    request: string,
    ask: () => T | Promise<T>,
    actions?: readonly ActionScript[],
  ): Promise<T> {
    this.#position = undefined;
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      const message = `${this.#name} did not answer ${request} within ${this.#timeout} ms.`;
      const explain = () => [message, ...explainTimers()].join(' ');
      timer = setTimeout(() => reject(new ImplementationError(explain())), this.#timeout);
    });
    let stopReceiving: (() => void) | undefined;
    const uncaught = new Promise<never>((_, reject) => {
      stopReceiving = receiveUncaughtErrors(reject);
    });
    try {
      return await Promise.race([uncaught, ask(), deadline]);
    } catch (error) {
      throw addPosition(toImplementationError(error, request), this.#position, actions);
    } finally {
      clearTimeout(timer);
      stopReceiving?.();
    }
  }
}

/** Adds the last step that began to the message of an error, or the calls of the scenario if the implementation reports no steps. */
function addPosition(
  error: ImplementationError,
  position: StepPosition | undefined,
  actions: readonly ActionScript[] = [],
): ImplementationError {
  const place = position ? describePosition(position, actions) : describeCalls(actions);
  if (place === undefined) return error;
  const { message } = error;
  const end = /[.!?…]$/.test(message) ? '' : '.';
  return new ImplementationError(`${message}${end} ${place}`, { cause: error });
}

function describePosition(
  { action, handler, index }: StepPosition,
  actions: readonly ActionScript[],
): string {
  const step = actions[action]?.[handler]?.[index];
  const call = step && 'call' in step ? `api.${step.call}, ` : '';
  return `Its last step was ${call}step ${index + 1} of the ${handler} handler of action ${action + 1}.`;
}

/** The most methods that a message names. */
const MAX_NAMED_METHODS = 4;

/** Describes which methods the actions call, if they call any. */
function describeCalls(actions: readonly ActionScript[]): string | undefined {
  const steps = actions.flatMap(({ execute, continue: resumed = [] }) => [...execute, ...resumed]);
  const names = new Set(steps.flatMap((step) => ('call' in step ? [`api.${step.call}`] : [])));
  if (names.size === 0) return undefined;
  const others = names.size > MAX_NAMED_METHODS ? [', and others'] : [];
  return `The scenario calls ${[...names].slice(0, MAX_NAMED_METHODS).join(', ')}${others.join('')}.`;
}
