import type {
  ChallengedTransaction,
  Edition,
  PostChallengeEvent,
  PostChallengeModule,
  RedirectedTransaction,
  RenderedTransaction,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import { normalizeFactorType } from '@post-challenge/spec';
import { findAskingChallenge } from '../api/authentication.ts';
import type { Cache } from '../api/cache.ts';
import type { Clock } from '../api/clock.ts';
import { createEnvironment, noRequests } from './execution.ts';
import type { Tenant } from '../api/factors.ts';
import { assertHandlers } from './handlers.ts';
import { assertRuntimeOptions } from './options.ts';
import { parseCompletion, parseReturn, parseSubmission } from './input.ts';
import {
  type Progress,
  type RuntimeContext,
  advance,
  execute,
  restoreProgress,
} from './progress.ts';
import { type PausedStatus, copyEvent, parsePaused } from './stored-transaction.ts';

/** The options of {@link createRuntime}. */
export interface RuntimeOptions {
  /** The actions bound to the trigger, in order. */
  readonly actions: readonly PostChallengeModule[];
  /**
   * The edition of the vendor's pages to follow.
   *
   * @defaultValue '2025'
   */
  readonly edition?: Edition | undefined;
  /**
   * The source of the time.
   *
   * @defaultValue the clock of the machine
   */
  readonly clock?: Clock | undefined;
  /**
   * The tenant for which the actions execute.
   *
   * @defaultValue a tenant that enables every factor
   */
  readonly tenant?: Tenant | undefined;
  /**
   * The cache that all executions share.
   *
   * @defaultValue an empty cache
   */
  readonly cache?: Cache | undefined;
  /**
   * Receives a warning whenever an action passes an argument or an option that a method ignores. The warning says what to write.
   *
   * @defaultValue a warning of the process, which Node prints to stderr
   */
  readonly onWarning?: ((warning: string) => void) | undefined;
}

/** Executes the actions of the trigger. A runtime keeps no transaction; transactions share only the cache. */
export interface Runtime {
  /**
   * Executes the actions until the transaction completes, is denied, fails or pauses.
   *
   * @param event - The event of the transaction; it is copied. A missing `configuration` is empty.
   * @returns The transaction, as plain JSON.
   * @throws TypeError if the event is not valid; no action has executed then.
   */
  start(event: PostChallengeEvent): Promise<Transaction>;
  /**
   * Resumes a paused transaction.
   *
   * @remarks
   * If the method throws, no action has executed, and the transaction can be resumed again.
   *
   * @param transaction - A transaction that `start` or `resume` returned, of this runtime or of another with the same actions; it
   * is not changed.
   * @param input - The completed factor, the return of the user, or the submitted form.
   * @returns The new transaction.
   * @throws TypeError if the transaction is not valid, has another version or has ended, or if it waits for another input.
   * @throws RefusedInputError if the factor is not offered, or if the state of the return is missing or different.
   */
  resume(transaction: Transaction, input: TransactionInput): Promise<Transaction>;
}

/**
 * Creates a runtime, which executes actions one after another, pauses for challenges and redirects, and resumes.
 *
 * @remarks
 * Every handler receives its own copy of the event and an `api` object as from `createPostChallenge`. After the handler has
 * ended, every method of that object throws a `TypeError`, because the call would have no effect: a promise was not awaited. A
 * returned transaction shares no object with the runtime. When the handler ends, a denial ends the transaction. Without a denial, a
 * redirect or a form pauses it. Without these, each challenge that is not satisfied
 * pauses it, in order. Then the next action executes. If an action both redirects and challenges, the challenges follow its
 * continue handler.
 *
 * Any offered factor satisfies a challenge; `otp` replaces a push notification only if `otp` is offered too. The runtime adds the
 * completed factor to `event.authentication.methods` as `{ name: 'mfa', timestamp, type }`, so it satisfies later challenges too.
 * Later actions receive a new `event.request`: its method is POST, and its query and body are empty, unless the input has others.
 *
 * A return must have the `state` of the URL, in its body or its query; the body comes first. The continue handler of the action
 * that redirected, and later actions, receive the method, the query and the body of the return in `event.request`. If the action
 * has no continue handler, the transaction fails on the return.
 *
 * In edition 2026, `event.prompt` of the continue handler has the id of the form that the action rendered, and its fields and variables
 * with the values that the user submitted in place of the given ones. If the action has no continue handler, the later actions follow.
 * An execution that renders two forms, or renders and redirects, fails.
 *
 * A handler that throws ends the transaction as `failed`, even after a denial. The message of the outcome names the action, the
 * handler and a standard class of error, but not the message of the error, which may hold a secret: to see it, catch the error in
 * the handler. The runtime does not limit the time of a handler.
 *
 * A paused transaction can be stored as JSON and resumed in another process by a runtime with the same actions. Store it in place
 * of its earlier value and resume only the stored value: the runtime accepts an old value again. Encrypt and authenticate it if it
 * leaves trusted storage: it holds the event with its secrets, and the runtime trusts it.
 *
 * @param options - The actions, and optionally a clock, a tenant, a cache and a receiver of warnings.
 * @returns The runtime.
 * @throws TypeError if an option is not valid, or if a handler is not a function.
 * @example
 * ```js
 * const runtime = createRuntime({ actions: [{ onExecutePostChallenge }] });
 * let transaction = await runtime.start(event); // { status: 'challenged', factors: [{ type: 'otp' }], … }
 * transaction = await runtime.resume(transaction, { completes: { type: 'otp' } });
 * ```
 */
export function createRuntime(options: RuntimeOptions): Runtime {
  assertRuntimeOptions(options);
  const actions = [...options.actions];
  for (const [index, action] of actions.entries()) assertHandlers(action, index);
  const context = { actions, ...createEnvironment(options) };
  return {
    async start(given) {
      const event = copyEvent('start a transaction', given);
      const progress = { event, nextAction: 0, requests: noRequests };
      return advance(progress, context);
    },
    async resume(transaction, input) {
      const paused = parsePaused(transaction, actions.length);
      return advance(await answer(paused, input, context), context);
    },
  };
}

/** Continues with the input of the user, up to the end of the action that paused. */
function answer(
  paused: PausedStatus,
  input: TransactionInput,
  context: RuntimeContext,
): Progress | Promise<Progress> {
  switch (paused.status) {
    case 'challenged':
      return completeFactor(paused, input, context);
    case 'redirected':
      return returnUser(paused, input, context);
    default:
      return submitForm(paused, input, context);
  }
}

/** Adds the factor that the user completed to the event, with a new request. */
function completeFactor(
  paused: ChallengedTransaction,
  input: TransactionInput,
  context: RuntimeContext,
): Progress {
  const { event, requests, ...progress } = restoreProgress(paused);
  const { challenges } = requests;
  const answered = findAskingChallenge(challenges, { ...context, event });
  const { authentication } = event;
  const { completes, request } = parseCompletion(paused, input);
  const type = normalizeFactorType(completes.type);
  const method = { name: 'mfa', timestamp: new Date(context.clock.now()).toISOString(), type };
  const methods = [...authentication.methods, method];
  return {
    ...progress,
    requests: { ...requests, challenges: challenges.slice(answered + 1) },
    event: {
      ...event,
      authentication: { ...authentication, methods },
      request: { ...event.request, method: 'POST', query: {}, body: {}, ...request },
    },
  };
}

/** Adds the return to the event and executes the continue handler of the action that redirected. */
async function returnUser(
  paused: RedirectedTransaction,
  input: TransactionInput,
  context: RuntimeContext,
): Promise<Progress> {
  const { event, ...progress } = restoreProgress(paused);
  const request = { ...event.request, ...parseReturn(paused, input) };
  const resumed = { ...progress, event: { ...event, request } };
  return execute(resumed, 'onContinuePostChallenge', context);
}

/** Adds the submitted form to the event, with a new request, and executes the continue handler of the action if it has one. */
async function submitForm(
  paused: RenderedTransaction,
  input: TransactionInput,
  context: RuntimeContext,
): Promise<Progress> {
  const { event, ...progress } = restoreProgress(paused);
  const { submits } = parseSubmission(input);
  const prompt = {
    id: paused.promptId,
    fields: { ...paused.fields, ...submits.fields },
    vars: { ...paused.vars, ...submits.vars },
  };
  const request = { ...event.request, method: 'POST', query: {}, body: {} };
  const resumed = { ...progress, event: { ...event, prompt, request } };
  const { onContinuePostChallenge } = context.actions[resumed.nextAction - 1] ?? {};
  return onContinuePostChallenge ? execute(resumed, 'onContinuePostChallenge', context) : resumed;
}
