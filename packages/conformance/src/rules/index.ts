import type { Edition, RuleId } from '@post-challenge/spec';
import { accessProperties } from './access.ts';
import { apiProperties } from './api.ts';
import { authenticationProperties } from './authentication.ts';
import { cacheProperties } from './cache/index.ts';
import { flowEndProperties } from './flow-end.ts';
import { flowEventProperties } from './flow-event.ts';
import { interleavedFlowProperties } from './flow-interleaved.ts';
import { flowModelProperties } from './flow-model/index.ts';
import { flowProperties } from './flow.ts';
import { leftOutProperties } from './left-out-factors.ts';
import type { Property } from './property.ts';
import { promptFlowProperties } from './prompt-flow.ts';
import { promptProperties } from './prompt.ts';
import { redirectProperties } from './redirect/index.ts';
import { transactionProperties } from './transaction.ts';

/** The property of each rule. A rule without a property does not compile. */
export const properties: Readonly<Record<RuleId, Property>> = {
  ...apiProperties,
  ...accessProperties,
  ...authenticationProperties,
  ...leftOutProperties,
  ...cacheProperties,
  ...flowProperties,
  ...flowModelProperties,
  ...flowEventProperties,
  ...flowEndProperties,
  ...interleavedFlowProperties,
  ...promptProperties,
  ...promptFlowProperties,
  ...redirectProperties,
  ...transactionProperties,
};

/** Returns the property of a rule in an edition. */
export function getProperty(id: RuleId, edition: Edition): Property {
  const property = properties[id];
  return property.editions?.[edition] ?? property;
}
