import type { RuleId, rules } from '@post-challenge/spec';
import { accessProperties } from './access.ts';
import { apiProperties } from './api.ts';
import { authenticationProperties } from './authentication.ts';
import { cacheProperties } from './cache.ts';
import type { Property } from './property.ts';
import { redirectProperties } from './redirect.ts';
import { transactionProperties } from './transaction.ts';

type Rules = typeof rules;

/** The rules that only a host can show, and those that nothing can. */
type Unseen = {
  [Id in RuleId]: 'host' extends Rules[Id]['needs'][number]
    ? Id
    : Rules[Id]['level'] extends 'LISTED'
      ? Id
      : never;
}[RuleId];

/**
 * The property of every rule that needs no host; a rule without one does not compile.
 *
 * @internal
 */
export const properties = {
  ...apiProperties,
  ...accessProperties,
  ...authenticationProperties,
  ...cacheProperties,
  ...redirectProperties,
  ...transactionProperties,
} as const satisfies Record<Exclude<RuleId, Unseen>, Property>;
