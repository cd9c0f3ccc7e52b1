// Real ones, whatever fakes the global ones.
import { clearTimeout, setTimeout } from 'node:timers';
import {
  type Implementation,
  ImplementationError,
  type Position,
  type World,
} from './implementation.ts';
import { type Json, type JsonObject, isObject, mapJson } from './json.ts';
import { toldOf } from './observe.ts';
import { isThenable } from './perform.ts';
import type {
  ActionScript,
  Scenario,
  TokenRecipe,
  TransactionScript,
  UserStep,
} from './scenario.ts';
import { minted } from './tokens.ts';
import type { Phase, Trace } from './trace.ts';
import { assertPhase } from './validate.ts';

/** The longest that a timer can wait, in milliseconds. @internal */
export const LONGEST_TIMEOUT = 2_147_483_647;

/** What is under way: one world is open at a time, whoever asks, since they may share the clock of the system. */
let lastRun: Promise<unknown> = Promise.resolve();

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
export function run(
  implementation: Implementation,
  scenario: Scenario,
  timeout = 5000,
): Promise<Trace> {
  const trace = lastRun.then(() => runAlone(implementation, scenario, timeout));
  lastRun = Promise.allSettled([trace]);
  return trace;
}

async function runAlone(
  implementation: Implementation,
  scenario: Scenario,
  timeout: number,
): Promise<Trace> {
  const { now, factors } = scenario;
  const { answers, onStep } = deadline(implementation, timeout);
  const setting = { now, factors: [...factors], onStep };
  await implementation.prepare?.();
  const world = await answers('open', () => implementation.open(setting));
  try {
    const ran: Phase[][] = [];
    for (const script of scenario.transactions) {
      ran.push([]);
      // oxlint-disable-next-line no-await-in-loop -- One transaction follows another.
      await runTransaction(world, script, ran, answers);
    }
    return { transactions: ran.map((phases) => ({ phases })) };
  } finally {
    await answers('close', () => world.close?.());
  }
}

type Answers = <T>(
  request: string,
  ask: () => T | Promise<T>,
  actions?: readonly ActionScript[],
) => Promise<T>;

/** Runs a transaction; what ran is added to the last of `ran`. */
async function runTransaction(
  world: World,
  { event, actions, user }: TransactionScript,
  ran: readonly Phase[][],
  answers: Answers,
): Promise<void> {
  const phases = ran.at(-1) ?? [];
  const given = { event: filledIn(event, ran), actions: copyOf(actions) };
  phases.push(assertPhase(await answers('start', () => world.start(given), actions)));
  for (const step of user) {
    if ('completes' in step && phases.at(-1)?.outcome?.status !== 'challenged') continue;
    const input = filledIn(step as unknown as Json, ran) as unknown as UserStep;
    const resume = () => world.resume(structuredClone(input));
    // oxlint-disable-next-line no-await-in-loop -- One step of the user follows another.
    const phase = assertPhase(await answers('resume', resume, actions));
    phases.push({ ...phase, input });
  }
}

/** A copy with everything filled in; a token that stands in two places is minted once. */
function filledIn(template: Json, ran: readonly (readonly Phase[])[]): Json {
  const tokens = new Map<JsonObject, string>();
  return mapJson(template, (object) => {
    const recipe = object['$token'];
    if (isObject(recipe)) {
      const token = tokens.get(recipe) ?? minted(filledIn(recipe, ran) as unknown as TokenRecipe);
      tokens.set(recipe, token);
      return { with: token };
    }
    return typeof object['$state'] === 'number' ? { with: stateFor(object, ran) } : undefined;
  }) as Json;
}

/** Scripts that the implementation may change. */
function copyOf(actions: readonly ActionScript[]): readonly ActionScript[] {
  return mapJson(actions as unknown as Json, () => undefined) as readonly ActionScript[];
}

/** The state of a redirect, of this transaction or an earlier one; altered where the template says so. */
function stateFor(
  { $state, transaction, altered }: JsonObject,
  ran: readonly (readonly Phase[])[],
): string {
  const phases = ran[typeof transaction === 'number' ? transaction : ran.length - 1] ?? [];
  const urls = phases.flatMap(({ outcome }) =>
    outcome?.status === 'redirected' ? [outcome.url] : [],
  );
  const redirects = urls.filter((url, n) => url !== urls[n - 1] && URL.canParse(url));
  const url = redirects[Number($state)];
  const state = (url === undefined ? null : new URL(url).searchParams.get('state')) ?? '';
  return altered === undefined ? state : alteredState(state, altered);
}

function alteredState(state: string, how: Json): string {
  if (how === 'cut') return state.slice(0, -1);
  const swapped = state.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  return how === 'case' && swapped !== state ? swapped : `${state}x`;
}

function deadline(
  implementation: Implementation,
  timeout: number,
): { answers: Answers; onStep: (position: Position) => void } {
  let position: Position | undefined;
  const answers: Answers = async (request, ask, actions) => {
    position = undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      const answer = ask();
      if (!isThenable(answer)) return answer;
      const late = new Promise<never>((_, reject) => {
        const message = `${implementation.name} did not answer ${request} within ${timeout} ms.`;
        timer = setTimeout(() => reject(new ImplementationError(message)), timeout);
      });
      return await Promise.race([answer, late]);
    } catch (error) {
      throw placed(asImplementationError(error, request), position, actions);
    } finally {
      clearTimeout(timer);
    }
  };
  return { answers, onStep: (at) => (position = at) };
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
