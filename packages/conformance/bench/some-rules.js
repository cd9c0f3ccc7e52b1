/** @import { RuleId } from '@post-challenge/spec' */

/**
 * One rule of each namespace that requires no other.
 *
 * @type {readonly RuleId[]}
 */
export const someRules = [
  'api/namespaces-are-stable',
  'access.deny/denies',
  'authentication.challengeWith/accepts-every-factor',
  'cache.get/returns-a-record',
  'redirect.sendUserTo/redirects',
  'transaction.setResultUrl/does-not-redirect-now',
];
