import type { HostAdapter, Implementation } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { type Replacement, emulate } from './emulator.ts';

/** A wrong implementation. */
export interface WrongEntry {
  readonly name: string;
  /** The rules, all of them MUST, of which it breaks at least one. */
  readonly breaks: readonly RuleId[];
  readonly implementation: Implementation;
}

/** Creates a wrong implementation from the emulator. */
export function wrong(name: string, breaks: readonly RuleId[], replace: Replacement): WrongEntry {
  return { name, breaks, implementation: emulate(replace) };
}

/** A right implementation that is unusual. */
export interface RightEntry {
  readonly name: string;
  /** The ids of the rules that its habit touches. */
  readonly touches: RegExp;
  readonly implementation: Implementation;
}

/** Creates a right implementation from the emulator. */
export function right(
  name: string,
  touches: RegExp,
  replace: Replacement,
  options?: Partial<HostAdapter>,
): RightEntry {
  return { name, touches, implementation: emulate(replace, options) };
}
