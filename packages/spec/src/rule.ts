/**
 * How binding a rule is.
 *
 * @remarks
 * `MUST` and `SHOULD` are the words of RFC 2119 and RFC 8174. A `PROBE` asks a question that the sources leave open: it is
 * run and its answer reported, and no answer is wrong.
 *
 * @public
 */
export type RuleLevel = 'MUST' | 'SHOULD' | 'PROBE';

/**
 * What the claim of a rule rests on, from the firmest to the loosest.
 *
 * @remarks
 * `documented`: the page of the API object. `limits`: the page of the Actions limits. `guide`: the guide on redirecting with
 * Actions. `types`: the published type definitions. `implied`: said nowhere, but no reading of the page allows otherwise.
 * `observed`: seen in the published test kit, in support threads or in real tokens. `decided`: ours, where every source is
 * silent. The last two never carry a MUST.
 *
 * @public
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
 * What a suite must be able to see or do before it can judge a rule.
 *
 * @remarks
 * `outcome`: what a transaction has come to. `clock`: time that moves with the suite. `host`: several actions, pauses and
 * returns. `in-process`: the values themselves, before any copy.
 *
 * @public
 */
export type Capability = 'outcome' | 'clock' | 'host' | 'in-process';

/**
 * One claim of the contract, small enough to be judged alone.
 *
 * @public
 */
export interface Rule {
  /** How binding the claim is. */
  readonly level: RuleLevel;
  /** What the claim rests on; absent from probes, about which the sources say nothing. */
  readonly basis?: RuleBasis;
  /** What a suite must be able to see or do. */
  readonly needs: readonly Capability[];
  /** The ids of the rules without which this one cannot be judged. */
  readonly requires: readonly string[];
  /** The claim, in one sentence. */
  readonly text: string;
  /** What the claim leaves free, or how it is judged. */
  readonly note?: string;
}
