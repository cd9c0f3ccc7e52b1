import type { Edition, FactorSelector } from '@post-challenge/spec';
import { getFactorType } from '../../draw/factors.ts';
import { mayAccompany } from '../shared/challenge-factors.ts';
import type { ActionScript, CallStep, Step } from '../../language/scenario.ts';
import type { Execution } from '../../language/trace.ts';

/** An execution of a handler. */
export type HandlerRun = Pick<Execution, 'action' | 'handler'>;

/**
 * The status of a transaction, and the call that led to it. The status `unknown` means that the contract leaves open how the
 * transaction goes on.
 */
export type Position =
  | { readonly status: 'completed' | 'unknown' }
  | {
      readonly status: 'challenged' | 'redirected' | 'rendered' | 'denied';
      readonly call: CallStep;
      /** The action that called. */
      readonly action: number;
    };

/** How far a transaction has come. */
export interface Progress {
  readonly edition: Edition;
  readonly position: Position;
  /** The number of the next action. */
  readonly next: number;
  /** The types of the factors that the user has completed. */
  readonly completed: readonly string[];
  /** The call that set the result URL. */
  readonly resultUrl?: CallStep;
  /** The executions of the last step, in order. */
  readonly runs: readonly HandlerRun[];
  /** How many executions there are up to each challenge that asks for nothing, because of the factors that the user had completed. */
  readonly satisfiedAfter: readonly number[];
}

/** A transaction that goes on. */
const underWay = { position: { status: 'completed' }, runs: [], satisfiedAfter: [] } as const;

/** Starts a transaction. */
export function startTransaction(actions: readonly ActionScript[], edition: Edition): Progress {
  return advance(actions, { ...underWay, edition, next: 0, completed: [] });
}

/** Resumes a challenged transaction after the user has completed an offered factor. */
export function completeChallenge(
  actions: readonly ActionScript[],
  progress: Progress,
  factor: FactorSelector,
): Progress {
  const completed = [...progress.completed, getFactorType(factor)];
  return advance(actions, { ...progress, ...underWay, completed });
}

/** Resumes a transaction after the user has returned from the redirect, or submitted the form. */
export function continueAction(actions: readonly ActionScript[], progress: Progress): Progress {
  const { position } = progress;
  if (position.status !== 'redirected' && position.status !== 'rendered') return progress;
  const resumed = execute(actions, { ...progress, ...underWay }, position.action, 'continue');
  return advance(actions, resumed);
}

/** Lists the factors that a challenge requests. */
export function listRequestedFactors({ args: [first, options] }: CallStep): FactorSelector[] {
  if (Array.isArray(first)) return first;
  const { additionalFactors = [] } = (options ?? {}) as { additionalFactors?: FactorSelector[] };
  return [first as unknown as FactorSelector, ...additionalFactors];
}

function advance(actions: readonly ActionScript[], from: Progress): Progress {
  let progress = from;
  while (progress.position.status === 'completed' && progress.next < actions.length) {
    const { next } = progress;
    progress = execute(actions, { ...progress, next: next + 1 }, next, 'execute');
  }
  return progress;
}

/** Adds the execution of a handler, with the effects of its calls. */
function execute(
  actions: readonly ActionScript[],
  progress: Progress,
  action: number,
  handler: HandlerRun['handler'],
): Progress {
  const steps = actions[action]?.[handler];
  if (!steps) return { ...progress, position: { status: 'unknown' } };
  const begun: Progress = { ...progress, runs: [...progress.runs, { action, handler }] };
  return steps.reduce((before, step) => applyStep(before, step, action), begun);
}

function applyStep(progress: Progress, step: Step, action: number): Progress {
  // That a transaction ends with an error is only a SHOULD.
  if ('throw' in step) return { ...progress, position: { status: 'unknown' } };
  if (!('call' in step)) return progress;
  if (step.call === 'transaction.setResultUrl') return { ...progress, resultUrl: step };
  const status = getRequestedStatus(step, progress);
  if (status === undefined) return progress;
  if (status === 'satisfied') {
    const satisfiedAfter = [...progress.satisfiedAfter, progress.runs.length];
    return { ...progress, satisfiedAfter };
  }
  const position = status === 'unknown' ? { status } : { status, call: step, action };
  return { ...progress, position };
}

/** Returns the status that a call asks for; undefined if it asks for none. */
function getRequestedStatus(
  call: CallStep,
  { edition, completed }: Progress,
): Exclude<Position['status'], 'completed'> | 'satisfied' | undefined {
  if (call.call === 'access.deny') return 'denied';
  if (call.call === 'redirect.sendUserTo') return 'redirected';
  if (call.call === 'prompt.render') return 'rendered';
  if (!call.call.startsWith('authentication.')) return undefined;
  const requested = listRequestedFactors(call).map((factor) =>
    completed.includes(getFactorType(factor)),
  );
  if (requested.every(Boolean) || (edition === '2025' && isSatisfiedByOne(call, requested)))
    return 'satisfied';
  // No source says what is asked for if another factor was completed earlier. A host may add one by itself.
  const isOpen = requested.includes(true) || completed.some((type) => mayBeAdded(type, call));
  return isOpen ? 'unknown' : 'challenged';
}

/** Whether one completed factor satisfies a challenge by the pages of 2025: the default factor, or any of a list. */
function isSatisfiedByOne({ call }: CallStep, [first = false, ...others]: boolean[]): boolean {
  return first || (call === 'authentication.challengeWithAny' && others.includes(true));
}

/** Checks whether a host may offer a factor in addition to those that a challenge requests. */
function mayBeAdded(type: string, call: CallStep): boolean {
  return listRequestedFactors(call).some((factor) =>
    mayAccompany({ type } as FactorSelector, factor),
  );
}
