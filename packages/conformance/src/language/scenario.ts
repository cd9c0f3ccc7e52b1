import type { FactorSelector, FactorType, MethodName, NamespaceName } from '@post-challenge/spec';
import type { Json, JsonObject } from './json.ts';

/**
 * JSON in which the suite, or an implementation, fills in what is known only while the scenario runs.
 *
 * @remarks
 * Member names that start with `$` are reserved, at any depth. In the arguments of a call, `{ $result: n }` is the result of
 * step `n` of the same handler, counted from 0, and `{ $number: 'NaN' }`, `'Infinity'` or `'-Infinity'` a number that JSON has
 * no word for: both are for the implementation to fill in. In events and returns, `{ $token: TokenRecipe }` is a token and
 * `{ $state: n }` the state of the n-th redirect, of another transaction where `transaction` has its number, and altered where
 * `altered` is `cut`, `case` or `extended`: both are filled in by the suite.
 *
 * @public
 */
export type Template = Json;

/**
 * How the suite makes a token: signed as `algorithm` says, and altered afterwards where `altered` says so.
 *
 * @public
 */
export interface TokenRecipe {
  /** The algorithm of the signature, whatever the header says. */
  readonly algorithm: 'HS256' | 'HS384' | 'HS512' | 'none';
  /** The key, as UTF-8. */
  readonly secret: string;
  /** The header. */
  readonly header: JsonObject;
  /** The claims. */
  readonly claims: JsonObject;
  /** What is changed after signing. */
  readonly altered?: TokenAlteration;
}

/**
 * What is changed in a token after signing.
 *
 * @public
 */
export interface TokenAlteration {
  /** Members that the header gains. */
  readonly header?: JsonObject;
  /** Members that the claims gain, or that are replaced. */
  readonly claims?: JsonObject;
  /** The byte of the signature of which one bit is turned, from 0. */
  readonly signatureByte?: number;
  /** The number of bytes of the signature that are left. */
  readonly signatureLength?: number;
}

/**
 * A call of a method.
 *
 * @public
 */
export interface CallStep {
  /** The method. */
  readonly call: MethodName;
  /** The arguments. */
  readonly args: readonly Template[];
  /** Whether the arguments are frozen, in depth. */
  readonly frozen?: true;
}

/**
 * Time passes.
 *
 * @public
 */
export interface WaitStep {
  /** How much, in milliseconds. */
  readonly wait: number;
}

/**
 * The action throws an error, which ends the handler.
 *
 * @public
 */
export interface ThrowStep {
  /** The message of the error. */
  readonly throw: string;
}

/**
 * Asks whether a namespace is the same object as when it was first read.
 *
 * @public
 */
export interface ReadStep {
  /** The namespace. */
  readonly read: NamespaceName;
}

/**
 * Empties every list, in depth, in what a call was given; or removes every member of what it returned.
 *
 * @public
 */
export interface ChangeStep {
  /** What is changed. */
  readonly change: 'arguments' | 'result';
  /** The number of the step that called, from 0. */
  readonly of: number;
}

/**
 * One thing that a handler does. A call that throws is recorded, and the next step follows; only `throw` ends the handler.
 *
 * @public
 */
export type Step = CallStep | WaitStep | ThrowStep | ReadStep | ChangeStep;

/**
 * What an action does.
 *
 * @public
 */
export interface ActionScript {
  /** The steps of `onExecutePostChallenge`. */
  readonly execute: readonly Step[];
  /** The steps of `onContinuePostChallenge`, where the action has one. */
  readonly continue?: readonly Step[];
}

/**
 * The user completes a factor.
 *
 * @public
 */
export interface CompletesStep {
  /** The factor. */
  readonly completes: FactorSelector;
}

/**
 * The user comes back from a redirect.
 *
 * @public
 */
export interface ReturnsStep {
  /** The request with which the user comes back. */
  readonly returns: {
    /** The HTTP method. */
    readonly method: 'GET' | 'POST';
    /** The query parameters. */
    readonly query: Template;
    /** The members of the body. */
    readonly body: Template;
  };
}

/**
 * What the user does when a transaction has paused, or time that passes meanwhile.
 *
 * @public
 */
export type UserStep = CompletesStep | ReturnsStep | WaitStep;

/**
 * One attempt: its event, the actions bound to the trigger, and what the user does.
 *
 * @public
 */
export interface TransactionScript {
  /** The event of the first handler. */
  readonly event: Template;
  /** The actions, in order. */
  readonly actions: readonly ActionScript[];
  /** What the user does, in order. */
  readonly user: readonly UserStep[];
}

/**
 * Everything that happens, as plain JSON: what an implementation is given to run.
 *
 * @public
 */
export interface Scenario {
  /** The time at which it begins, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** The factors that the tenant has enabled. */
  readonly factors: readonly FactorType[];
  /** The transactions, one after another; they share the cache. */
  readonly transactions: readonly TransactionScript[];
}
