import type { Rule } from './rule.ts';

/** Options of `api.transaction.setResultUrl`. */
export interface SetResultUrlOptions {
  /** The query parameters to add to the URL. */
  query?: Record<string, string | undefined> | undefined;
}

/** Sets the result URL of the transaction: `api.transaction`. */
export interface TransactionAPI {
  /**
   * Sets the URL to which the user goes after the password reset.
   *
   * @remarks
   * Nothing happens at the time of the call, and nothing at all if the transaction is denied. Make sure that the URL is validated
   * and safe for the user.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx).
   *
   * @param url - An absolute URL.
   * @param options - The query parameters to add to the URL.
   * @throws Error if the URL is not absolute (seen in the test kit of the vendor); a TypeError in the reference.
   * @example
   * ```js
   * api.transaction.setResultUrl('https://app.example.com/', { query: { client: event.client.client_id } });
   * ```
   */
  setResultUrl(url: string, options?: SetResultUrlOptions): void;
}

/** The rules of `api.transaction`. */
export const transactionRules = {
  'transaction.setResultUrl/sets-the-result-url': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/does-not-redirect-now'],
    text: '`transaction.setResultUrl` sets the result URL of the transaction to the given URL.',
  },
  'transaction.setResultUrl/works-without-options': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: '`transaction.setResultUrl` keeps the query parameters of the URL if it is called without options.',
    note: 'Parameters that the action did not ask for are not judged.',
  },
  'transaction.setResultUrl/adds-the-query': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: '`transaction.setResultUrl` adds every member of `query` to the URL as a query parameter.',
  },
  'transaction.setResultUrl/encodes-the-query': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/adds-the-query'],
    text: '`transaction.setResultUrl` encodes `query` so that names and values with reserved, control or non-ASCII characters arrive unchanged.',
  },
  'transaction.setResultUrl/keeps-the-url': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: ['outcome'],
    requires: [
      'transaction.setResultUrl/adds-the-query',
      'transaction.setResultUrl/works-without-options',
    ],
    text: '`transaction.setResultUrl` keeps the scheme, host, port, path, fragment and other query parameters of the URL.',
  },
  'transaction.setResultUrl/does-not-redirect-now': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: ['outcome'],
    requires: [],
    text: 'After `transaction.setResultUrl`, the transaction continues as if the method had not been called.',
  },
  'transaction.setResultUrl/lets-the-action-finish': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: [],
    requires: [],
    text: 'After `transaction.setResultUrl`, later calls in the same execution run and return as they would without it.',
    note: 'Judged on `api.cache`, `redirect.encodeToken` and, on a host, `redirect.validateToken`, in every handler.',
  },
  'transaction.setResultUrl/outlasts-a-pause': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' }],
    needs: ['host'],
    requires: ['flow/completes-after-a-pause', 'transaction.setResultUrl/sets-the-result-url'],
    text: 'Later actions, challenges and returns do not change the result URL set by `transaction.setResultUrl`.',
  },
  'transaction.setResultUrl/outlasts-a-form': {
    level: 'MUST',
    since: '2026',
    basis: 'implied',
    sources: [
      { source: 'api-object', section: 'api.transaction.setResultUrl(url, options)' },
      { source: 'forms' },
    ],
    needs: ['host'],
    requires: [
      'transaction.setResultUrl/outlasts-a-pause',
      'prompt.render/continues-with-later-actions',
    ],
    text: 'A form does not change the result URL set by `transaction.setResultUrl`.',
  },
  'transaction.setResultUrl/not-when-denied': {
    level: 'SHOULD',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.access.deny(reason)' }],
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url', 'access.deny/denies'],
    text: 'A denied transaction has no result URL, even if an action called `transaction.setResultUrl`.',
  },
  'transaction.setResultUrl/refuses-a-relative-url': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: [],
    requires: [],
    text: '`transaction.setResultUrl` throws if the URL is not absolute.',
  },
  'transaction.setResultUrl/refuses-a-script-url': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: [],
    text: '`transaction.setResultUrl` throws if the scheme of the URL is `javascript:` or `data:`.',
  },
  'transaction.setResultUrl/second-url': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: 'If an action calls `transaction.setResultUrl` twice, is the first URL the result URL, the second or none?',
  },
  'transaction.setResultUrl/same-named-parameter': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: 'If the URL already has a query parameter named in `query`, does `transaction.setResultUrl` keep the old value, the new value or both?',
  },
} as const satisfies Record<string, Rule>;
