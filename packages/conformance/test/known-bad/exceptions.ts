import type { JudgedRuleId } from './by-rule.ts';

/** Rules that a known-bad implementation breaks besides its own. */
export const otherBrokenRules: { readonly [Id in JudgedRuleId]?: readonly JudgedRuleId[] } = {
  // What answers `{}` to any token answers `{}` to a valid one.
  'redirect.validateToken/refuses-a-missing-token': ['redirect.validateToken/returns-the-payload'],
};

/** Rules that take more than five steps to break. */
export const maxStepsByRule: Partial<Record<JudgedRuleId, number>> = {
  // Four of the largest records come to the bound exactly: it takes five, each set and each found.
  'cache/total-is-bounded': 10,
};
