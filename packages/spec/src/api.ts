import type { AccessAPI } from './access.ts';
import type { AuthenticationAPI } from './authentication.ts';
import type { CacheAPI } from './cache.ts';
import type { RedirectAPI } from './redirect.ts';
import type { Rule } from './rule.ts';
import type { TransactionAPI } from './transaction.ts';

/**
 * The `api` object that a handler of the post-challenge trigger receives.
 *
 * @remarks
 * All ten methods are synchronous. Source: types.
 */
export interface PostChallengeAPI {
  /** Denies the transaction. */
  readonly access: AccessAPI;
  /** Challenges the user to complete authentication factors. */
  readonly authentication: AuthenticationAPI;
  /** Stores short-lived strings that all actions of the trigger share. */
  readonly cache: CacheAPI;
  /** Sends the user to another site and back. */
  readonly redirect: RedirectAPI;
  /** Sets the result URL of the transaction. */
  readonly transaction: TransactionAPI;
}

/** The name of `PostChallengeAPI` in the vendor's published types. */
export type PasswordResetPostChallengeAPI = PostChallengeAPI;

/** The name of a namespace of the `api` object, such as `cache`. */
export type NamespaceName = keyof PostChallengeAPI;

/** The name of a method with its namespace, such as `cache.set`. */
export type MethodName = {
  [N in NamespaceName]: `${N}.${keyof PostChallengeAPI[N] & string}`;
}[NamespaceName];

/** The rules of the `api` object as a whole. */
export const apiRules = {
  'api/has-every-method': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object' }],
    needs: [],
    requires: [],
    text: 'The `api` object has every method of the contract as a function of its namespace.',
    note: 'If a method is missing, only the rules that call it cannot be judged.',
  },
  'api/results-are-synchronous': {
    level: 'MUST',
    basis: 'types',
    sources: [{ source: 'types' }],
    needs: ['in-process'],
    requires: [],
    text: 'No method of the `api` object returns a promise.',
  },
  'api/namespaces-are-stable': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['in-process'],
    requires: [],
    text: 'A handler that reads a namespace of the `api` object twice, such as `api.cache`, gets the same object.',
  },
  'api/leaves-arguments-alone': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['in-process'],
    requires: [],
    text: 'No method of the `api` object changes its arguments or throws because they are frozen.',
  },
} as const satisfies Record<string, Rule>;
