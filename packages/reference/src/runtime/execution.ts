import type {
  Edition,
  Outcome,
  PostChallengeAPI,
  PostChallengeAPI2025,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { DEFAULT_EDITION } from '@post-challenge/spec';
import { type AccessRequests, createAccess } from '../api/access.ts';
import {
  type AuthenticationRequests,
  type ChallengeContext,
  createAuthentication,
  findAskingChallenge,
  resolveChallenge,
} from '../api/authentication.ts';
import { type Warn, checkArguments } from '../api/arguments.ts';
import { type Cache, createCache, createCacheNamespace } from '../api/cache.ts';
import { type Clock, systemClock } from '../api/clock.ts';
import { editionTraits } from '../api/editions.ts';
import { type Tenant, defaultTenant } from '../api/factors.ts';
import { copyJson } from '../api/copy.ts';
import { type PromptRequests, createPrompt, describeConflict } from '../api/prompt.ts';
import { type RedirectRequests, createRedirect } from '../api/redirect.ts';
import { type TransactionRequests, createTransaction } from '../api/transaction.ts';

/** All requests of an action, and the reason if the action failed. */
export type Requests = AccessRequests &
  AuthenticationRequests &
  PromptRequests &
  RedirectRequests &
  TransactionRequests & { failure?: string };

/** The edition, the clock, the tenant and the cache of an execution, and the receiver of its warnings. */
export interface Environment {
  readonly edition: Edition;
  readonly clock: Clock;
  readonly tenant: Tenant;
  readonly cache: Cache;
  readonly onWarning: Warn;
}

/** The parts of an environment that the caller gives. */
type EnvironmentOptions = { readonly [Part in keyof Environment]?: Environment[Part] | undefined };

/** Creates an environment with defaults. */
export function createEnvironment({
  edition = DEFAULT_EDITION,
  clock = systemClock,
  tenant = defaultTenant,
  cache = createCache(),
  onWarning = emitWarning,
}: EnvironmentOptions): Environment {
  return { edition, clock, tenant, cache, onWarning };
}

/** Emits a warning of the process, which Node prints to stderr. */
function emitWarning(warning: string): void {
  process.emitWarning(warning, 'PostChallengeWarning');
}

/** The requests of a transaction in which no action has executed. */
export const noRequests: Requests = { challenges: [], forms: [] };

/** Creates the `api` object of one execution. It adds to the requests of the earlier executions that still count. */
export function createExecution(
  event: PostChallengeEvent,
  { edition, clock, cache, onWarning }: Environment,
  before: Requests = noRequests,
): { readonly api: PostChallengeAPI2025 & PostChallengeAPI; readonly requests: Requests } {
  const requests = { ...before, challenges: [...before.challenges], forms: [...before.forms] };
  const { returnsApi, hasPrompt } = editionTraits[edition];
  const getReturned = (): object | undefined => (returnsApi ? api : undefined);
  const unchecked = {
    access: createAccess(requests, getReturned),
    authentication: createAuthentication(requests),
    cache: createCacheNamespace(cache, clock),
    ...(hasPrompt && { prompt: createPrompt(requests) }),
    redirect: createRedirect(requests, getReturned, event, clock),
    transaction: createTransaction(requests),
  };
  const api = checkArguments(unchecked, onWarning);
  return { api: api as unknown as PostChallengeAPI2025 & PostChallengeAPI, requests };
}

/** Computes the outcome of a transaction from the requests that still count. */
export function computeOutcome(requests: Requests, context: ChallengeContext): Outcome {
  const { reason, redirectUrl, challenges, forms, resultUrl } = requests;
  const failure = requests.failure ?? describeConflict(requests, redirectUrl !== undefined);
  if (failure !== undefined) return { status: 'failed', message: failure };
  if (reason !== undefined) return { status: 'denied', reason };
  if (redirectUrl !== undefined) return { status: 'redirected', url: redirectUrl };
  const [form] = forms;
  if (form !== undefined) return { status: 'rendered', ...copyJson(form) };
  const challenge = challenges[findAskingChallenge(challenges, context)];
  if (challenge !== undefined) return resolveChallenge(challenge, context);
  return { status: 'completed', ...(resultUrl !== undefined && { resultUrl }) };
}
