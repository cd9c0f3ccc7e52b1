/**
 * The level of a rule, which says how binding it is.
 *
 * @remarks
 * `MUST` and `SHOULD` are the words of RFC 2119 and RFC 8174. A `PROBE` asks a question that the sources leave open: the suite
 * reports the answer, and no answer is wrong.
 */
export type RuleLevel = 'MUST' | 'SHOULD' | 'PROBE';

/**
 * The source on which the claim of a rule rests, from the firmest to the loosest.
 *
 * @remarks
 * `documented`: the page of the API object. `limits`: the page of the Actions limits. `guide`: the guide on redirecting with
 * Actions. `types`: the published type definitions. `implied`: no source says it, but no reading of the page allows
 * otherwise. `observed`: seen in the published test kit, in support threads or in real tokens. `decided`: ours, because every
 * source is silent. The last two never carry a MUST.
 */
export type RuleBasis =
  | 'documented'
  | 'limits'
  | 'guide'
  | 'types'
  | 'implied'
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
export interface Rule {
  /** How binding the claim is. */
  readonly level: RuleLevel;
  /** The source on which the claim rests; absent from probes, because no source answers them. */
  readonly basis?: RuleBasis;
  /** The abilities that a suite needs to judge the rule. */
  readonly needs: readonly Capability[];
  /** The ids of the rules that an implementation must keep before this rule can be judged. */
  readonly requires: readonly string[];
  /** The claim in one sentence; the text of a probe is a question. */
  readonly text: string;
  /** A reason for the claim, a limit of its judgement, or an example. */
  readonly note?: string;
}
