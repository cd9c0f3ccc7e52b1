/**
 * Where in a scenario something happened: a transaction, or what of it is named.
 *
 * @public
 */
export interface TraceLocation {
  /** The number of the transaction, from 0. */
  readonly transaction: number;
  /** The number of the phase, from 0. */
  readonly phase?: number;
  /** The number of the execution in its phase, from 0. */
  readonly execution?: number;
  /** The number of the step in its handler, from 0. */
  readonly step?: number;
}

/**
 * Where a trace departs from a rule.
 *
 * @public
 */
export interface Violation {
  /** Where. */
  readonly at: TraceLocation;
  /** What the rule allows there. */
  readonly expected: string;
  /** What was there, where the observation alone does not say it. */
  readonly actual?: string;
}

/**
 * What a rule says of one trace: that it was kept, that the trace never reached what the rule is about, where it was broken,
 * or, of a probe, the answer.
 *
 * @public
 */
export type Judgement = 'held' | 'vacuous' | Violation | { readonly answer: string };
