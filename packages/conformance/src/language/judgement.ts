import type { RuleId } from '@post-challenge/spec';

/** A place in a trace: a transaction, or the phase, execution or step in it that the members name. */
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

/** The place where a trace breaks a rule, and what the rule expects there. */
export interface Violation {
  /** The place. */
  readonly at: TraceLocation;
  /** The behaviour that the rule allows. */
  readonly expected: string;
  /** The actual behaviour; absent if the observation at that place shows it. */
  readonly actual?: string;
  /** The smaller rules that forbid it, if the rule is a model that derives from them. */
  readonly forbiddenBy?: readonly RuleId[];
}

/**
 * The judgement of one trace: the rule held, the trace did not reach its subject (vacuous), or it was violated. A probe gives an
 * answer instead.
 */
export type Judgement = 'held' | 'vacuous' | Violation | { readonly answer: string };
