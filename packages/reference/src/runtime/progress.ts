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
import { copyJson } from '../api/copy.ts';
import {
  type Requests,
  type Environment,
  createExecution,
  computeOutcome,
  noRequests,
} from './execution.ts';
import { getErrorClass, describeFailure } from './failure.ts';
import { limitToExecution } from './late-call.ts';
import { createState } from './state.ts';
import { addQuery } from '../api/url.ts';

type HandlerName = keyof PostChallengeModule;

/** The actions and the environment of a runtime. */
export interface RuntimeContext extends Environment {
  readonly actions: readonly PostChallengeModule[];
}

/** The progress of a transaction. */
export interface Progress {
  readonly event: PostChallengeEvent;
  readonly nextAction: number;
  /** The requests of the actions that still count. */
  readonly requests: Requests;
}

/** Restores the progress of a stored transaction. */
export function restoreProgress(stored: PausedTransaction): Progress {
  const { event, nextAction, challenges, resultUrl } = stored;
  const requests = {
    ...noRequests,
    challenges: [...challenges],
    ...(resultUrl !== undefined && { resultUrl }),
  };
  return { event, nextAction, requests };
}

/** Executes one action after another until the transaction ends or pauses. The result is a copy. */
export async function advance(from: Progress, context: RuntimeContext): Promise<Transaction> {
  let progress = from;
  while (isUnderWay(progress, context)) {
    progress = await executeNext(progress, context);
  }
  return copyJson(toTransaction(progress, context));
}

function isUnderWay(progress: Progress, context: RuntimeContext): boolean {
  const { status } = getOutcome(progress, context);
  return status === 'completed' && progress.nextAction < context.actions.length;
}

function executeNext(progress: Progress, context: RuntimeContext): Promise<Progress> {
  const nextAction = progress.nextAction + 1;
  return execute({ ...progress, nextAction }, 'onExecutePostChallenge', context);
}

/** Executes a handler of the action before `nextAction`. */
export async function execute(
  progress: Progress,
  handler: HandlerName,
  context: RuntimeContext,
): Promise<Progress> {
  const { event, nextAction } = progress;
  const { api: unlimited, requests } = createExecution(event, context, progress.requests);
  const { api, end } = limitToExecution(unlimited);
  const handle = context.actions[nextAction - 1]?.[handler];
  const problem = await runHandler(handle, copyJson(event), api);
  end();
  const failure = problem && {
    failure: describeFailure(nextAction, handler, problem),
  };
  return { ...progress, requests: { ...requests, ...failure } };
}

/** Runs a handler, and returns the problem if there is one. */
async function runHandler(
  handle: PostChallengeAction | undefined,
  event: PostChallengeEvent,
  api: PostChallengeAPI,
): Promise<string | undefined> {
  if (handle === undefined) return 'is missing';
  try {
    await handle(event, api);
    return undefined;
  } catch (thrown) {
    return `threw ${getErrorClass(thrown)}`;
  }
}

function getOutcome({ requests, event }: Progress, environment: Environment): Outcome {
  return computeOutcome(requests, { ...environment, event });
}

function toTransaction(progress: Progress, environment: Environment): Transaction {
  const version = TRANSACTION_VERSION;
  const outcome = getOutcome(progress, environment);
  if (outcome.status === 'challenged' || outcome.status === 'rendered')
    return { version, ...outcome, ...toPause(progress) };
  if (outcome.status !== 'redirected') return { version, ...outcome };
  const state = createState();
  const url = addQuery('redirect.sendUserTo', outcome.url, { state });
  return { version, ...outcome, url, state, ...toPause(progress) };
}

function toPause({ event, nextAction, requests }: Progress): Omit<PausedTransaction, 'version'> {
  const { challenges, resultUrl } = requests;
  return {
    event,
    nextAction,
    challenges,
    ...(resultUrl !== undefined && { resultUrl }),
  };
}
