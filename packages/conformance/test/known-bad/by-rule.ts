import type { Implementation } from '@post-challenge/conformance';
import type { RuleId, rules } from '@post-challenge/spec';

/** The rules that an implementation can break. */
export type JudgedRuleId = {
  [Id in RuleId]: (typeof rules)[Id]['level'] extends 'MUST' | 'SHOULD' ? Id : never;
}[RuleId];

/** For some rules, the reference with one thing wrong. */
export type KnownBadByRule = { readonly [Id in JudgedRuleId]?: Implementation };
