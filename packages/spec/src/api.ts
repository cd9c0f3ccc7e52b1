import type { AccessAPI } from './access.ts';
import type { AuthenticationAPI } from './authentication.ts';
import type { CacheAPI } from './cache.ts';
import type { PromptAPI } from './prompt.ts';
import type { RedirectAPI } from './redirect.ts';
import type { Rule } from './rule.ts';
import type { TransactionAPI } from './transaction.ts';

/**
 * The `api` object that a handler of the post-challenge trigger receives.
 *
 * @remarks
 * All methods are synchronous. The type follows the platform of today. To implement the older edition of the object, use
 * {@link PostChallengeAPI2025}.
 *
 * Source: [API object (edition 2026)](https://auth0.com/docs/actions/reference/password-reset-post-challenge/password-reset-post-challenge-api-object) (methods);
 * [type definitions of the vendor](https://www.npmjs.com/package/%40auth0/actions) (synchronous).
 */
export interface PostChallengeAPI {
  /** Denies the transaction. */
  readonly access: AccessAPI;
  /** Challenges the user to complete authentication factors. */
  readonly authentication: AuthenticationAPI;
  /** Stores short-lived strings that all actions of the trigger share. */
  readonly cache: CacheAPI;
  /** Shows forms to the user; since edition 2026. */
  readonly prompt: PromptAPI;
  /** Sends the user to another site and back. */
  readonly redirect: RedirectAPI;
  /** Sets the result URL of the transaction. */
  readonly transaction: TransactionAPI;
}

/** The name of `PostChallengeAPI` in the vendor's published types. */
export type PasswordResetPostChallengeAPI = PostChallengeAPI;

/**
 * The `api` object of edition 2025, for those who implement it.
 *
 * @remarks
 * It has no `prompt`, and `deny` and `sendUserTo` return the object itself. A handler is typed with
 * {@link PostChallengeAPI}, in every edition.
 */
export interface PostChallengeAPI2025 extends Omit<
  PostChallengeAPI,
  'access' | 'prompt' | 'redirect'
> {
  /** Denies the transaction. */
  readonly access: AccessAPI<PostChallengeAPI2025>;
  /** Sends the user to another site and back. */
  readonly redirect: RedirectAPI<PostChallengeAPI2025>;
}

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
