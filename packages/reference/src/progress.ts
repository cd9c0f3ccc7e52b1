import type {
  Outcome,
  PausedTransaction,
  PostChallengeAPI,
  PostChallengeAction,
  PostChallengeEvent,
  PostChallengeModule,
  Transaction,
} from '@post-challenge/spec';
import { TRANSACTION_VERSION } from '@post-challenge/spec';
import { copyJson } from './arguments.ts';
import { type Requests, type Setting, createExecution, outcomeOf } from './execution.ts';
import { classOf, failureOf } from './failure.ts';
import { createState } from './state.ts';
import { urlWith } from './url.ts';

type HandlerName = keyof PostChallengeModule;

/** What the executions of a runtime have in common. */
export interface Surroundings extends Setting {
  readonly actions: readonly PostChallengeModule[];
}

/** How far a transaction has come. */
export interface Progress {
  readonly event: PostChallengeEvent;
  readonly nextAction: number;
  /** Everything asked for that stands. */
  readonly requests: Requests;
}

/** The progress of a stored transaction. */
export function progressOf(stored: PausedTransaction): Progress {
  const { event, nextAction, challenges, resultUrl } = stored;
  const requests = { challenges: [...challenges], ...(resultUrl !== undefined && { resultUrl }) };
  return { event, nextAction, requests };
}

/** Executes one action after another until the transaction has ended or pauses. */
export async function advance(from: Progress, surroundings: Surroundings): Promise<Transaction> {
  let progress = from;
  while (isUnderWay(progress, surroundings)) {
    // oxlint-disable-next-line no-await-in-loop -- An action executes once the one before it has ended.
    progress = await executeNext(progress, surroundings);
  }
  return transactionOf(progress, surroundings);
}

function isUnderWay(progress: Progress, surroundings: Surroundings): boolean {
  const { status } = comeTo(progress, surroundings);
  return status === 'completed' && progress.nextAction < surroundings.actions.length;
}

function executeNext(progress: Progress, surroundings: Surroundings): Promise<Progress> {
  const nextAction = progress.nextAction + 1;
  return execute({ ...progress, nextAction }, 'onExecutePostChallenge', surroundings);
}

/** Executes a handler of the action before the next one. */
export async function execute(
  progress: Progress,
  handler: HandlerName,
  surroundings: Surroundings,
): Promise<Progress> {
  const { event, nextAction } = progress;
  const { api, requests } = createExecution(event, surroundings, progress.requests);
  const handle = surroundings.actions[nextAction - 1]?.[handler];
  const problem = await problemOf(handle, copyJson(event), api);
  const failure = problem && {
    failure: failureOf(nextAction, handler, problem),
  };
  return { ...progress, requests: { ...requests, ...failure } };
}

/** Runs a handler, and says what went wrong with it. */
async function problemOf(
  handle: PostChallengeAction | undefined,
  event: PostChallengeEvent,
  api: PostChallengeAPI,
): Promise<string | undefined> {
  if (handle === undefined) return 'is missing';
  try {
    await handle(event, api);
    return undefined;
  } catch (thrown) {
    return `threw ${classOf(thrown)}`;
  }
}

function comeTo({ requests, event }: Progress, { tenant }: Setting): Outcome {
  return outcomeOf(requests, event, tenant);
}

function transactionOf(progress: Progress, setting: Setting): Transaction {
  const version = TRANSACTION_VERSION;
  const outcome = comeTo(progress, setting);
  if (outcome.status === 'challenged') return { version, ...outcome, ...pauseOf(progress) };
  if (outcome.status !== 'redirected') return { version, ...outcome };
  const state = createState();
  const url = urlWith('redirect.sendUserTo', outcome.url, { state });
  return { version, ...outcome, url, state, ...pauseOf(progress) };
}

function pauseOf({ event, nextAction, requests }: Progress): Omit<PausedTransaction, 'version'> {
  const { challenges, resultUrl } = requests;
  return {
    event,
    nextAction,
    challenges,
    ...(resultUrl !== undefined && { resultUrl }),
  };
}
