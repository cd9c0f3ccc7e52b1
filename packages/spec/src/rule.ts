import type { ByEdition, EditionRange } from './editions.ts';
import type { SourceReference } from './sources.ts';

/**
 * The level of a rule, which says how binding it is.
 *
 * @remarks
 * `MUST` and `SHOULD` are the words of RFC 2119 and RFC 8174. A `PROBE` asks a question that the sources leave open: the suite
 * reports the answer, and no answer is wrong.
 */
export type RuleLevel = 'MUST' | 'SHOULD' | 'PROBE';

/**
 * The kind of source on which the claim of a rule rests, from the firmest to the loosest.
 *
 * @remarks
 * `documented`: the page of the API object, of the edition of the rule. `event`: the page of the event object, likewise. `limits`: the page of the Actions limits.
 * `guide`: a guide, such as the one on redirecting with Actions. `forms`: the page on rendering forms. `types`: the published
 * type definitions. `implied`: no source says it, but no reading of the page allows otherwise. `rfc`: a standard on tokens, because
 * the sources say only that a token is a JWT. `observed`: seen in the published test kit, in support threads or in real tokens.
 * `decided`: ours, because every source is silent. The last three never carry a MUST.
 */
export type RuleBasis =
  | 'documented'
  | 'event'
  | 'limits'
  | 'guide'
  | 'forms'
  | 'types'
  | 'implied'
  | 'rfc'
  | 'observed'
  | 'decided';

/**
 * An ability that a suite needs before it can judge a rule.
 *
 * @remarks
 * `outcome`: to see the outcome of a transaction. `clock`: to move the time. `host`: to run several actions, with pauses and
 * returns. `in-process`: to see the values themselves, before any copy.
 */
export type Capability = 'outcome' | 'clock' | 'host' | 'in-process';

/** One claim of the contract, small enough to be judged alone. */
export interface Rule extends EditionRange {
  /** How binding the claim is. */
  readonly level: RuleLevel;
  /** The kind of source on which the claim rests, by edition if it differs; absent from probes, because no source answers them. */
  readonly basis?: RuleBasis | ByEdition<RuleBasis>;
  /**
   * The sources of the claim, with the most binding first, by edition if they differ; absent from probes and from rules that are
   * decided. A page of edition 2025 stands for its successor too.
   */
  readonly sources?: readonly SourceReference[] | ByEdition<readonly SourceReference[]>;
  /** The abilities that a suite needs to judge the rule. */
  readonly needs: readonly Capability[];
  /** The ids of the rules that an implementation must keep before this rule can be judged, if they belong to the edition. */
  readonly requires: readonly string[];
  /** The claim in one sentence; the text of a probe is a question. */
  readonly text: string;
  /** A reason for the claim, a limit of its judgement, or an example. */
  readonly note?: string;
}

/** A rule as it is in one edition. */
export interface EditionRule extends Omit<Rule, 'basis' | 'sources'> {
  /** The kind of source on which the claim rests; absent from probes, because no source answers them. */
  readonly basis?: RuleBasis;
  /** The sources of the claim, with the most binding first; absent from probes and from rules that are decided. */
  readonly sources?: readonly SourceReference[];
}

/**
 * Tells whether a rule rests on a decision of this project, which `docs/decisions.md` explains under the id of the rule.
 *
 * @param rule - The rule.
 * @returns Whether the rule is a probe, or its basis is `observed` or `decided`.
 */
export function restsOnDecision(rule: Rule): boolean {
  const { level, basis } = rule;
  const bases: readonly unknown[] = typeof basis === 'object' ? Object.values(basis) : [basis];
  return level === 'PROBE' || bases.includes('observed') || bases.includes('decided');
}
