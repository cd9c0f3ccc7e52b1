import spec = require('@post-challenge/spec');

export const issues: readonly spec.ValidationIssue[] = spec.validate('FactorType', 'sms');

// @ts-expect-error There is no such rule.
export const none: spec.RuleId = 'access.deny/denied';
