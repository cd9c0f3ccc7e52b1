import type { PostChallengeAPI } from './api.ts';
import type { Rule } from './rule.ts';

/**
 * Denies the transaction: `api.access`.
 *
 * @typeParam Returned - What `deny` returns; by default the `api` object or nothing, so that code which chains does not compile.
 */
export interface AccessAPI<Returned = PostChallengeAPI | void> {
  /**
   * Denies the transaction.
   *
   * @remarks
   * The action runs to its end and keeps its other effects: cache writes are not undone. No later action executes. The method
   * takes one argument; a code as the first argument belongs to another trigger.
   *
   * The page of edition 2025 says that `deny` returns the `api` object; the other sources say that it returns nothing. Code that
   * does not chain works with all of them.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx).
   *
   * @param reason - The reason for people to read; it may be shown to the user.
   * @returns The `api` object, in edition 2025.
   * @example
   * ```js
   * if (!event.user.email_verified) api.access.deny('Please verify your e-mail address first.');
   * ```
   */
  deny(reason: string): Returned;
}

/** The rules of `api.access`. */
export const accessRules = {
  'access.deny/denies': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: ['outcome'],
    requires: [],
    text: 'A transaction is denied if an action calls `access.deny`.',
  },
  'access.deny/lets-the-action-finish': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: [],
    requires: [],
    text: 'After `access.deny`, later calls in the same execution run and return as they would without it.',
    note: 'Judged on `api.cache`, `redirect.encodeToken`, `transaction.setResultUrl` and, on a host, `redirect.validateToken`, in every handler.',
  },
  'access.deny/returns-api': {
    level: 'MUST',
    until: '2025',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: [],
    requires: [],
    text: '`access.deny` returns the `api` object that it was called on.',
  },
  'access.deny/result': {
    level: 'PROBE',
    since: '2026',
    needs: [],
    requires: [],
    text: 'What does `access.deny` return?',
  },
  'access.deny/keeps-reason': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: ['outcome'],
    requires: ['access.deny/denies'],
    text: 'If a denial is reported with a reason, it is the reason passed to `access.deny`.',
    note: 'A denial may be reported without a reason.',
  },
  'access.deny/stops-later-actions': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'access.deny/denies'],
    text: 'No later action executes after an action calls `access.deny`.',
  },
  'access.deny/ends-the-transaction': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'access.deny/stops-later-actions'],
    text: 'No handler executes after the transaction was denied by `access.deny`, whatever the user does next.',
    note: 'Judged on returns with the `state` of an earlier redirect, with another `state` and without one.',
  },
  'access.deny/keeps-cache-writes': {
    level: 'SHOULD',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'access.deny/denies', 'cache/survives-the-transaction'],
    text: 'The next transaction finds the records stored by an action that called `access.deny`.',
  },
  'access.deny/second-reason': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['access.deny/denies'],
    text: 'If an action calls `access.deny` twice, is the first reason reported, the second or none?',
  },
} as const satisfies Record<string, Rule>;
