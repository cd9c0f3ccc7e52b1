import { faultsOf, rules, type Fault, type RuleId } from '@post-challenge/spec';

export const faults: readonly Fault[] = faultsOf('FactorType', 'sms');

export const level: 'MUST' = rules['access.deny/denies' satisfies RuleId].level;

// @ts-expect-error There is no such rule.
export const none: RuleId = 'access.deny/denied';
