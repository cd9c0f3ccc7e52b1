import spec = require('@post-challenge/spec');

export const faults: readonly spec.Fault[] = spec.faultsOf('FactorType', 'sms');

// @ts-expect-error There is no such rule.
export const none: spec.RuleId = 'access.deny/denied';
