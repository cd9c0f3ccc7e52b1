import type { Implementation } from '@post-challenge/conformance';
import type { RuleId, rules } from '@post-challenge/spec';

/** The rules that an implementation can break. */
export type JudgedRuleId = {
  [Id in RuleId]: (typeof rules)[Id]['level'] extends 'MUST' | 'SHOULD' ? Id : never;
}[RuleId];

/** Known-bad implementations by rule: each is the reference with one mistake. */
export type KnownBadByRule = { readonly [Id in JudgedRuleId]?: Implementation };
