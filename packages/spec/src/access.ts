import type { PostChallengeAPI } from './api.ts';
import type { Rule } from './rule.ts';

/**
 * Refusing the attempt: `api.access`.
 *
 * @public
 */
export interface AccessAPI {
  /**
   * Marks the current attempt as denied.
   *
   * @remarks
   * The action that denied runs to its end, and what it asked for besides stands: cache writes are not undone. No later action
   * executes. The method takes one argument; a code as first argument belongs to another trigger.
   *
   * The page says that `deny` returns the `api` object, the published type definitions and test kit say nothing is returned:
   * code that does not chain is right either way.
   *
   * Source: documented.
   *
   * @param reason - Why the attempt is refused, for people to read; it may be shown to them.
   * @returns The `api` object.
   * @example
   * ```js
   * if (!event.user.email_verified) api.access.deny('Please verify your e-mail address first.');
   * ```
   */
  deny(reason: string): PostChallengeAPI;
}

/**
 * The rules of `api.access`.
 *
 * @public
 */
export const accessRules = {
  'access.deny/denies': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: [],
    text: 'A transaction in which an action called deny is denied.',
  },
  'access.deny/lets-the-action-finish': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: [],
    text: 'After deny the later calls of the same execution are carried out and return as they would have.',
    note: 'Judged on cache.set and redirect.encodeToken.',
  },
  'access.deny/returns-api': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: [],
    text: 'deny returns the api object it was called on.',
  },
  'access.deny/keeps-reason': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['access.deny/denies'],
    text: 'A reason that is reported is the reason given.',
    note: 'A denial may be reported without its reason.',
  },
  'access.deny/stops-later-actions': {
    level: 'MUST',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'access.deny/denies'],
    text: 'No action executes after the one that denied.',
  },
  'access.deny/keeps-cache-writes': {
    level: 'SHOULD',
    basis: 'documented',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'access.deny/denies', 'cache/survives-the-transaction'],
    text: 'What the denying action wrote to the cache is there in the next transaction.',
  },
  'access.deny/second-reason': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['access.deny/denies'],
    text: 'Which of two reasons is reported.',
  },
} as const satisfies Record<string, Rule>;
