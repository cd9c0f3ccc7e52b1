import { accessRules } from './access.ts';
import { flowRules } from './action.ts';
import { apiRules } from './api.ts';
import { authenticationRules } from './authentication.ts';
import { cacheRules } from './cache.ts';
import { redirectRules } from './redirect.ts';
import type { Rule } from './rule.ts';
import { transactionRules } from './transaction.ts';

/**
 * All rules of the contract, by id.
 *
 * @remarks
 * An id names its claim. It is never renamed and never used again for another claim.
 */
export const rules = {
  ...apiRules,
  ...accessRules,
  ...authenticationRules,
  ...cacheRules,
  ...redirectRules,
  ...transactionRules,
  ...flowRules,
} as const satisfies Record<string, Rule>;

/** The id of a rule: `<namespace>.<method>/<claim>`, or `<namespace>/<claim>`. */
export type RuleId = keyof typeof rules;
