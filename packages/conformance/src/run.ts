// Real ones, whatever fakes the global ones.
import { clearTimeout, setTimeout } from 'node:timers';
import { after, inTurn, isThenable, lastly } from './at-once.ts';
import {
  type Implementation,
  ImplementationError,
  type Position,
  type World,
} from './implementation.ts';
import { filledIn } from './fill.ts';
import { type Json, mapJson } from './json.ts';
import { toldOf } from './observe.ts';
import type {
  ActionScript,
  ReturnsStep,
  Scenario,
  TransactionScript,
  UserStep,
} from './scenario.ts';
import type { Phase, Trace } from './trace.ts';
import { assertPhase } from './validate.ts';

/** The longest that a timer can wait, in milliseconds. @internal */
export const LONGEST_TIMEOUT = 2_147_483_647;

/** What is under way, if anything: one world is open at a time, whoever asks, since they may share the clock of the system. */
let underWay: Promise<unknown> | undefined;

/**
 * Runs a scenario on an implementation, when those have ended that are under way.
 *
 * @param implementation - What runs it.
 * @param scenario - What happens.
 * @param timeout - How long the implementation may take to answer, in milliseconds.
 * @returns What was observed.
 * @throws ImplementationError, where the implementation does not answer or its answer is no trace.
 *
 * @public
 */
export async function run(
  implementation: Implementation,
  scenario: Scenario,
  timeout = 5000,
): Promise<Trace> {
  return running(implementation, scenario, timeout);
}

/**
 * The same, at once where nothing has to be awaited.
 *
 * @internal
 */
export function running(
  implementation: Implementation,
  scenario: Scenario,
  timeout = 5000,
): Trace | Promise<Trace> {
  // Whoever asked first has begun the next one by then.
  if (underWay) return underWay.then(() => running(implementation, scenario, timeout));
  const trace = runningAlone(implementation, scenario, timeout);
  if (!isThenable(trace)) return trace;
  const end = () => (underWay = undefined);
  underWay = trace.then(end, end);
  return trace;
}

function runningAlone(
  implementation: Implementation,
  { now, factors, transactions }: Scenario,
  timeout: number,
): Trace | Promise<Trace> {
  const answers = new Answers(implementation.name, timeout);
  const setting = { now, factors: [...factors], onStep: answers.onStep };
  const opened = after(implementation.prepare?.(), () =>
    answers.to('open', () => implementation.open(setting)),
  );
  return after(opened, (world) =>
    lastly(
      () => {
        const ran: Phase[][] = [];
        const done = inTurn(transactions, (script) => {
          ran.push([]);
          return runTransaction(world, script, ran, answers);
        });
        return after(done, () => ({ transactions: ran.map((phases) => ({ phases })) }));
      },
      () => answers.to('close', () => world.close?.()),
    ),
  );
}

/** Runs a transaction; what ran is added to the last of `ran`. */
function runTransaction(
  world: World,
  { event, actions, user }: TransactionScript,
  ran: readonly Phase[][],
  answers: Answers,
): void | Promise<void> {
  const phases = ran.at(-1) ?? [];
  const given = { event: filledIn(event, ran), actions: copyOf(actions) };
  const started = answers.to('start', () => world.start(given), actions);
  return after(started, (answer) => {
    phases.push(assertPhase(answer));
    return inTurn(user, (step) => {
      if ('completes' in step && phases.at(-1)?.outcome?.status !== 'challenged') return undefined;
      const input = 'returns' in step ? returnFrom(step, ran) : step;
      const resumed = answers.to('resume', () => world.resume(copyOf(input)), actions);
      return after(resumed, (next) => {
        phases.push({ ...assertPhase(next), input });
      });
    });
  });
}

/** Only a return can have something to be filled in. */
function returnFrom(step: ReturnsStep, ran: readonly Phase[][]): ReturnsStep {
  return filledIn(step as unknown as Json, ran) as unknown as ReturnsStep;
}

/** A copy that the implementation may change. */
function copyOf<T extends UserStep | readonly ActionScript[]>(part: T): T {
  return mapJson(part as unknown as Json) as T;
}

/** What an implementation answers to requests, each in time. */
class Answers {
  readonly #name: string;
  readonly #timeout: number;
  #position: Position | undefined;
  readonly onStep = (position: Position): void => {
    this.#position = position;
  };

  constructor(name: string, timeout: number) {
    this.#name = name;
    this.#timeout = timeout;
  }

  to<T>(
    request: string,
    ask: () => T | Promise<T>,
    actions?: readonly ActionScript[],
  ): T | Promise<T> {
    this.#position = undefined;
    try {
      const answer = ask();
      return isThenable(answer) ? this.#inTime(answer, request, actions) : answer;
    } catch (error) {
      throw this.#placed(error, request, actions);
    }
  }

  /** What a promise comes to, unless it takes too long. */
  async #inTime<T>(
    answer: Promise<T>,
    request: string,
    actions: readonly ActionScript[] | undefined,
  ): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const message = `${this.#name} did not answer ${request} within ${this.#timeout} ms.`;
      timer = setTimeout(() => reject(new ImplementationError(message)), this.#timeout);
    });
    try {
      return await Promise.race([answer, late]);
    } catch (error) {
      throw this.#placed(error, request, actions);
    } finally {
      clearTimeout(timer);
    }
  }

  #placed(error: unknown, request: string, actions: readonly ActionScript[] | undefined): Error {
    return placed(asImplementationError(error, request), this.#position, actions);
  }
}

/** An error, with the step that was the last to begin. */
function placed(
  error: ImplementationError,
  at: Position | undefined,
  actions: readonly ActionScript[] = [],
): ImplementationError {
  if (!at) return error;
  const { action, handler, index } = at;
  const step = actions[action]?.[handler]?.[index];
  const call = step && 'call' in step ? `api.${step.call}, ` : '';
  return new ImplementationError(
    `${error.message} It had come to ${call}step ${index + 1} of the ${handler} handler of action ${action + 1}.`,
    { cause: error },
  );
}

/**
 * What an implementation threw, as an error that is no verdict on it.
 *
 * @internal
 */
export function asImplementationError(error: unknown, request: string): ImplementationError {
  if (error instanceof ImplementationError) return error;
  const { name, message } = toldOf(error);
  return new ImplementationError(`It threw ${name} where ${request} was to answer: ${message}`, {
    cause: error,
  });
}
