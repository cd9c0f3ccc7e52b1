import type { Implementation } from '@post-challenge/conformance';
import { accessBreakers } from './access.ts';
import { apiBreakers } from './api.ts';
import { authenticationBreakers } from './authentication.ts';
import type { JudgedRuleId } from './breakers.ts';
import { cacheBreakers } from './cache.ts';
import { flowBreakers } from './flow.ts';
import { redirectBreakers } from './redirect.ts';
import { transactionBreakers } from './transaction.ts';

/** For every rule that can be judged, the reference with one thing wrong; a rule without one does not compile. */
export const knownBad: Readonly<Record<JudgedRuleId, Implementation>> = {
  ...apiBreakers,
  ...accessBreakers,
  ...authenticationBreakers,
  ...cacheBreakers,
  ...redirectBreakers,
  ...transactionBreakers,
  ...flowBreakers,
};
