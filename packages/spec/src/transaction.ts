import type { Rule } from './rule.ts';

/**
 * Options of `api.transaction.setResultUrl`.
 *
 * @public
 */
export interface SetResultUrlOptions {
  /** Query parameters that are added to the URL. */
  query?: Record<string, string>;
}

/**
 * What follows the password reset: `api.transaction`.
 *
 * @public
 */
export interface TransactionAPI {
  /**
   * Sets where the user goes after the password has been reset.
   *
   * @remarks
   * Nothing happens at the time of the call, and nothing at all where the attempt is denied. Make sure that the URL is a safe
   * one. Source: documented.
   *
   * @param url - An absolute URL.
   * @param options - Query parameters to add to the URL.
   * @throws TypeError, where the URL is not absolute.
   * @example
   * ```js
   * api.transaction.setResultUrl('https://app.example.com/', { query: { client: event.client.client_id } });
   * ```
   */
  setResultUrl(url: string, options?: SetResultUrlOptions): void;
}

/**
 * The rules of `api.transaction`.
 *
 * @public
 */
export const transactionRules = {
  'transaction.setResultUrl/sets-the-result-url': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/does-not-redirect-now'],
    text: 'The result URL of the transaction is the URL given.',
  },
  'transaction.setResultUrl/works-without-options': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: 'Without options the result URL has the parameters it had.',
    note: 'Parameters that nobody asked for are not judged.',
  },
  'transaction.setResultUrl/adds-the-query': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: 'Every query option is a parameter of the result URL, with its value.',
  },
  'transaction.setResultUrl/encodes-the-query': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/adds-the-query'],
    text: 'In the result URL too, names and values with reserved, control or non-ASCII characters arrive as given.',
  },
  'transaction.setResultUrl/keeps-the-url': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/adds-the-query'],
    text: 'Scheme, host, path, fragment and the other parameters of the result URL stay.',
  },
  'transaction.setResultUrl/does-not-redirect-now': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: [],
    text: 'The transaction goes on as if setResultUrl had not been called.',
  },
  'transaction.setResultUrl/lets-the-action-finish': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: [],
    text: 'After setResultUrl the later calls of the same execution are carried out and return as they would have.',
    note: 'Judged on cache.set and redirect.encodeToken.',
  },
  'transaction.setResultUrl/outlasts-a-pause': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: ['flow/completes-after-a-pause', 'transaction.setResultUrl/sets-the-result-url'],
    text: 'A result URL stands after later actions, challenges and returns.',
  },
  'transaction.setResultUrl/not-when-denied': {
    level: 'SHOULD',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url', 'access.deny/denies'],
    text: 'A denied transaction has no result URL.',
  },
  'transaction.setResultUrl/refuses-a-relative-url': {
    level: 'SHOULD',
    basis: 'observed',
    needs: [],
    requires: [],
    text: 'Setting a result URL that is not absolute throws.',
  },
  'transaction.setResultUrl/refuses-a-script-url': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: [],
    text: 'Setting a javascript: or data: result URL throws.',
  },
  'transaction.setResultUrl/second-url': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: 'Which of two result URLs counts.',
  },
  'transaction.setResultUrl/same-named-parameter': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['transaction.setResultUrl/sets-the-result-url'],
    text: 'Whether a parameter already in the result URL is kept, replaced or joined.',
  },
} as const satisfies Record<string, Rule>;
