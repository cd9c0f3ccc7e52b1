import type { Edition } from '@post-challenge/spec';
import fc from 'fast-check';
import type { Judgement } from '../language/judgement.ts';
import type { Scenario } from '../language/scenario.ts';
import type { Trace } from '../language/trace.ts';

/** Judges a trace. It sees the scenario and the trace, and nothing else. */
export type Judge = (scenario: Scenario, trace: Trace) => Judgement | Promise<Judgement>;

/** How one rule is checked: draw values, build a scenario from them, judge the trace. */
export interface Property {
  /** Draws the values. */
  readonly given: fc.Arbitrary<unknown>;
  /** Values to try before any are drawn, and besides them. The first one makes the scenario in the rule book. */
  readonly examples: readonly unknown[];
  /** How many times as many scenarios the suite draws as for other rules. The default is 1. */
  readonly draws?: number;
  /** Builds the scenario from the values. If `onHost` is true, calls that belong to a return go into a continue handler. */
  readonly scenario: (drawn: never, onHost: boolean) => Scenario;
  /** Judges the trace of the scenario. */
  readonly judge: Judge;
  /** Whether the rule is judged even if the implementation lacks a method that the scenario calls. */
  readonly judgesMissing?: true;
  /**
   * Whether the judge derives all that it expects from the scenario, whichever steps it has. The suite may then leave out any part of a
   * scenario that breaks the rule.
   */
  readonly judgesAnyPart?: true;
  /** The property in an edition in which the rule is checked in another way. */
  readonly editions?: { readonly [E in Edition]?: Property };
}

/** Defines a property; `given` has one arbitrary for each value. */
export function property<T extends object>(parts: {
  given: { [K in keyof T]: fc.Arbitrary<T[K]> };
  examples?: readonly NoInfer<T>[];
  draws?: number;
  scenario: (drawn: T, onHost: boolean) => Scenario;
  judge: Judge;
  judgesMissing?: true;
  judgesAnyPart?: true;
  editions?: NonNullable<Property['editions']>;
}): Property {
  return {
    ...parts,
    given: fc.record(parts.given, { noNullPrototype: true }),
    examples: parts.examples ?? [],
  };
}
