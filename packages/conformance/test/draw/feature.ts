import type { RuleId } from '@post-challenge/spec';
import type { Scenario } from '../../src/language/scenario.ts';

/** Something that a scenario has, and the rules that need it: at default runs, each of them draws it at least once. */
export interface Feature {
  readonly rules: readonly RuleId[];
  readonly has: (scenario: Scenario) => boolean;
}
