import type { JudgedRuleId } from './by-rule/by-rule.ts';

/** Rules that a known-bad implementation breaks in addition to its own. */
export const otherBrokenRules: { readonly [Id in JudgedRuleId]?: readonly JudgedRuleId[] } = {};

/** Rules whose counterexamples need more than five steps. */
export const maxStepsByRule: Partial<Record<JudgedRuleId, number>> = {
  // Four records of the largest size reach the bound exactly. Exceeding it takes five, each set and each found.
  'cache/total-is-bounded': 10,
  // Two calls before the denial and the same after it, and a turn of the event loop between them.
  'access.deny/lets-the-action-finish': 6,
  // A redirect, the return, the result URL and a challenge, a wrong answer and the right one.
  'flow/behaves-as-its-model': 6,
  // Two transactions with a pause, the return and the denial of each, and a look at the first one after the second.
  'flow/keeps-transactions-apart': 7,
};
