import { rules, validate, type RuleId, type ValidationIssue } from '@post-challenge/spec';

export const issues: readonly ValidationIssue[] = validate('FactorType', 'sms');

export const level: 'MUST' = rules['access.deny/denies' satisfies RuleId].level;

// @ts-expect-error There is no such rule.
export const none: RuleId = 'access.deny/denied';
