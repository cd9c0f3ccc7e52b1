import type { RuleId } from '@post-challenge/spec';

/** The right implementations that a MUST accuses, with those rules. Each is an accusation to be taken back. */
export const accused: Readonly<Record<string, readonly RuleId[]>> = {};
