import type { Implementation } from '@post-challenge/conformance';
import { accessKnownBad } from './by-rule/access.ts';
import { apiKnownBad } from './by-rule/api.ts';
import { authenticationKnownBad } from './by-rule/authentication.ts';
import type { JudgedRuleId } from './by-rule/by-rule.ts';
import { cacheKnownBad } from './by-rule/cache.ts';
import { flowKnownBad } from './by-rule/flow.ts';
import { leftOutKnownBad } from './by-rule/left-out-factors.ts';
import { promptKnownBad } from './by-rule/prompt.ts';
import { redirectKnownBad } from './by-rule/redirect.ts';
import { transactionKnownBad } from './by-rule/transaction.ts';

/** A known-bad implementation for every rule that can be judged. A rule without one does not compile. */
export const knownBad: Readonly<Record<JudgedRuleId, Implementation>> = {
  ...apiKnownBad,
  ...accessKnownBad,
  ...authenticationKnownBad,
  ...leftOutKnownBad,
  ...cacheKnownBad,
  ...promptKnownBad,
  ...redirectKnownBad,
  ...transactionKnownBad,
  ...flowKnownBad,
};
