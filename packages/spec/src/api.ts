import type { AccessAPI } from './access.ts';
import type { AuthenticationAPI } from './authentication.ts';
import type { CacheAPI } from './cache.ts';
import type { RedirectAPI } from './redirect.ts';
import type { Rule } from './rule.ts';
import type { TransactionAPI } from './transaction.ts';

/**
 * The `api` object that a handler of the post-challenge trigger is given.
 *
 * @remarks
 * All ten methods are synchronous. Source: documented.
 *
 * @public
 */
export interface PostChallengeAPI {
  /** Refusing the attempt. */
  readonly access: AccessAPI;
  /** Asking for further authentication factors. */
  readonly authentication: AuthenticationAPI;
  /** Short-lived strings, shared by the actions of the trigger. */
  readonly cache: CacheAPI;
  /** Sending the user to another site and back. */
  readonly redirect: RedirectAPI;
  /** What follows the password reset. */
  readonly transaction: TransactionAPI;
}

/**
 * The name that the vendor's published types give to `PostChallengeAPI`.
 *
 * @public
 */
export type PasswordResetPostChallengeAPI = PostChallengeAPI;

/**
 * The name of a namespace of the `api` object.
 *
 * @public
 */
export type NamespaceName = keyof PostChallengeAPI;

/**
 * The name of a method with its namespace, such as `cache.set`.
 *
 * @public
 */
export type MethodName = {
  [N in NamespaceName]: `${N}.${keyof PostChallengeAPI[N] & string}`;
}[NamespaceName];

/**
 * The rules of the `api` object as a whole.
 *
 * @public
 */
export const apiRules = {
  'api/has-every-method': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: [],
    text: 'Every method of the contract is a function of its namespace.',
    note: 'A missing method blocks only the rules that call it.',
  },
  'api/results-are-synchronous': {
    level: 'MUST',
    basis: 'types',
    needs: ['in-process'],
    requires: [],
    text: 'No method returns a promise.',
  },
  'api/namespaces-are-stable': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['in-process'],
    requires: [],
    text: 'Reading a namespace twice gives the same object.',
  },
  'api/leaves-arguments-alone': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['in-process'],
    requires: [],
    text: 'No method changes what it was given; frozen arguments work.',
  },
} as const satisfies Record<string, Rule>;
