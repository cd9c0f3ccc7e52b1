import type { Implementation } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';

/** An implementation that keeps every MUST but differs from the reference. */
export interface Variant {
  /** The implementation. */
  readonly implementation: Implementation;
  /** The rules whose verdicts may depend on the difference. */
  readonly touches: RegExp;
  /** The SHOULDs that it fails. */
  readonly breaks?: readonly RuleId[];
  /** Whether some MUSTs cannot be judged, so that it is not conformant. */
  readonly unjudged?: true;
}

/** Variants by description. */
export type Variants = Readonly<Record<string, Variant>>;
