import type { RuleId, rules } from '@post-challenge/spec';
import { accessProperties } from './access.ts';
import { apiProperties } from './api.ts';
import { authenticationProperties } from './authentication.ts';
import { cacheProperties } from './cache.ts';
import { flowProperties } from './flow.ts';
import type { Property } from './property.ts';
import { redirectProperties } from './redirect.ts';
import { transactionProperties } from './transaction.ts';

/** The rules that nothing can judge. */
type Listed = {
  [Id in RuleId]: (typeof rules)[Id]['level'] extends 'LISTED' ? Id : never;
}[RuleId];

/**
 * The property of every rule that can be judged; a rule without one does not compile.
 *
 * @internal
 */
export const properties = {
  ...apiProperties,
  ...accessProperties,
  ...authenticationProperties,
  ...cacheProperties,
  ...flowProperties,
  ...redirectProperties,
  ...transactionProperties,
} satisfies Record<Exclude<RuleId, Listed>, Property>;

/**
 * The property of a rule; none where nothing can judge it.
 *
 * @internal
 */
export function propertyOf(id: RuleId): Property | undefined {
  return (properties as Partial<Record<RuleId, Property>>)[id];
}
