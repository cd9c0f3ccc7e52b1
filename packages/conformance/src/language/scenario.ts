import type {
  Edition,
  FactorSelector,
  FactorType,
  MethodName,
  NamespaceName,
} from '@post-challenge/spec';
import type { Json, JsonObject } from './json.ts';

/**
 * JSON with placeholders for values that are known only while the scenario runs.
 *
 * @remarks
 * Member names that start with `$` are reserved, at any depth.
 *
 * In the arguments of a call, the implementation resolves the placeholders. `{ $result: n }` is the result of step `n` of the same
 * handler, counted from 0. `{ $number: 'NaN' }`, `'Infinity'` or `'-Infinity'` is a number that JSON cannot represent.
 *
 * In events and returns, the suite resolves the placeholders. `{ $token: TokenRecipe }` is a token. `{ $state: n }` is the state of
 * the n-th redirect. If there is a member `transaction`, it is a redirect of the transaction with that number; if there is a member
 * `altered` (`cut`, `case` or `extended`), the state is altered.
 */
export type Template = Json;

/** How the suite mints a token: it signs the header and the claims, then makes the alterations. */
export interface TokenRecipe {
  /** The algorithm of the signature; the header may name another one. */
  readonly algorithm: 'HS256' | 'HS384' | 'HS512' | 'none';
  /** The key, as UTF-8. */
  readonly secret: string;
  /** The header. */
  readonly header: JsonObject;
  /** The claims. */
  readonly claims: JsonObject;
  /** The alterations after signing. */
  readonly altered?: TokenAlteration;
}

/** The alterations of a token after signing. */
export interface TokenAlteration {
  /** Members to add to the header. */
  readonly header?: JsonObject;
  /** Claims to add or replace. */
  readonly claims?: JsonObject;
  /** The number of the byte of the signature in which one bit is flipped, from 0. */
  readonly signatureByte?: number;
  /** The number of bytes to which the signature is cut. */
  readonly signatureLength?: number;
  /** Another form of the text of the signature: with the case of letters changed, twice, backwards, or in base64 with padding. */
  readonly signatureForm?: 'upper' | 'lower' | 'swapped' | 'repeated' | 'reversed' | 'base64';
  /** The number of parts to keep. */
  readonly parts?: number;
  /** The text to add at the end of the token. */
  readonly suffix?: string;
}

/** A call of a method. */
export interface CallStep {
  /** The method. */
  readonly call: MethodName;
  /** The arguments. */
  readonly args: readonly Template[];
  /** Whether the arguments are deeply frozen. */
  readonly frozen?: true;
}

/** The clock advances. */
export interface WaitStep {
  /** The time that passes, in milliseconds. */
  readonly wait: number;
}

/**
 * The action awaits turns of the event loop, and other work of the process may run meanwhile. The clock does not advance. A program
 * without an event loop continues at once.
 */
export interface TurnStep {
  /** The number of turns. */
  readonly turn: number;
}

/** The action throws an error, which ends the handler. */
export interface ThrowStep {
  /** The message of the error. */
  readonly throw: string;
}

/** The action reads a namespace; its observation is whether it is the same object as at the first reading. */
export interface ReadStep {
  /** The namespace. */
  readonly read: NamespaceName;
}

/**
 * The action changes the arguments of an earlier call (it empties every array in them, at any depth) or its result (it removes every
 * member of the result itself, not of objects in it).
 */
export interface ChangeStep {
  /** Whether the arguments or the result are changed. */
  readonly change: 'arguments' | 'result';
  /** The number of the step with that call, from 0. */
  readonly of: number;
}

/**
 * One step of a handler. An error thrown by a call is recorded, and the next step follows; only `throw` ends the handler.
 */
export type Step = CallStep | WaitStep | TurnStep | ThrowStep | ReadStep | ChangeStep;

/** The steps of one action. */
export interface ActionScript {
  /** The steps of `onExecutePostChallenge`. */
  readonly execute: readonly Step[];
  /** The steps of `onContinuePostChallenge`; absent if the action has no such handler. */
  readonly continue?: readonly Step[];
}

/** A request of the user. */
export interface UserRequest {
  /** The HTTP method. */
  readonly method: 'GET' | 'POST';
  /** The query parameters. */
  readonly query: Template;
  /** The members of the body. */
  readonly body: Template;
}

/** The user completes a factor. A host refuses the step if it does not wait for that factor. */
export interface CompletesStep {
  /** The factor. */
  readonly completes: FactorSelector;
  /** The request that completes the factor; absent if it does not matter. */
  readonly request?: UserRequest;
}

/** The user returns from a redirect. */
export interface ReturnsStep {
  /** The request with which the user returns. */
  readonly returns: UserRequest;
}

/** The user submits the form that waits; since edition 2026. */
export interface SubmitsStep {
  /** The submitted values. */
  readonly submits: {
    /** The fields, by name. */
    readonly fields: Template;
    /** The variables that the form has changed, by name; absent if there are none. */
    readonly vars?: Template;
  };
}

/** One step of the user while a transaction is paused, or time that passes. */
export type UserStep = CompletesStep | ReturnsStep | SubmitsStep | WaitStep;

/** One transaction: its event, the actions bound to the trigger, and the steps of the user. */
export interface TransactionScript {
  /** The event of the first handler. */
  readonly event: Template;
  /** The actions, in order. */
  readonly actions: readonly ActionScript[];
  /** The steps of the user, in order. */
  readonly user: readonly UserStep[];
}

/** A scenario, as plain JSON: everything that an implementation has to execute. */
export interface Scenario {
  /** The time at which it begins, in milliseconds since the Unix epoch. */
  readonly now: number;
  /** The edition by whose rules the scenario is judged; `2025` if it is absent. */
  readonly edition?: Edition;
  /** The factors that the tenant has enabled. */
  readonly factors: readonly FactorType[];
  /** The transactions; they share the cache. */
  readonly transactions: readonly TransactionScript[];
  /**
   * The order of the transactions, by number from 0. At each entry, that transaction takes its next step; the first one starts it.
   * Then each transaction takes the steps that are left, one transaction after another. If the order is absent, no transaction
   * starts before the previous one has taken all its steps.
   */
  readonly order?: readonly number[];
}
