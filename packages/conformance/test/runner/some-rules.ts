import type { RuleId } from '@post-challenge/spec';

/** One rule of each namespace that requires no other. */
export const someRules: readonly RuleId[] = [
  'api/namespaces-are-stable',
  'access.deny/denies',
  'authentication.challengeWith/accepts-every-factor',
  'cache.get/returns-a-record',
  'redirect.sendUserTo/redirects',
  'transaction.setResultUrl/does-not-redirect-now',
];
