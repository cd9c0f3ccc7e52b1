import type { Implementation } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';

/** An implementation that keeps every MUST in a way of its own. */
export interface Variant {
  /** The implementation. */
  readonly implementation: Implementation;
  /** The rules of which a verdict may depend on its way. */
  readonly touches: RegExp;
  /** The SHOULDs that it breaks. */
  readonly breaks?: readonly RuleId[];
  /** Whether it leaves MUSTs without a verdict, and is therefore not conformant. */
  readonly unjudged?: true;
}

/** Variants, by what they do in their own way. */
export type Variants = Readonly<Record<string, Variant>>;
