import type { Implementation } from '@post-challenge/conformance';
import { accessKnownBad } from './access.ts';
import { apiKnownBad } from './api.ts';
import { authenticationKnownBad } from './authentication.ts';
import type { JudgedRuleId } from './by-rule.ts';
import { cacheKnownBad } from './cache.ts';
import { flowKnownBad } from './flow.ts';
import { redirectKnownBad } from './redirect.ts';
import { transactionKnownBad } from './transaction.ts';

/** A known-bad implementation for every rule that can be judged. A rule without one does not compile. */
export const knownBad: Readonly<Record<JudgedRuleId, Implementation>> = {
  ...apiKnownBad,
  ...accessKnownBad,
  ...authenticationKnownBad,
  ...cacheKnownBad,
  ...redirectKnownBad,
  ...transactionKnownBad,
  ...flowKnownBad,
};
