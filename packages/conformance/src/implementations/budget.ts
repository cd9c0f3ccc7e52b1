import { ImplementationError } from './implementation.ts';

/** How much of a value the suite reads. */
export interface BudgetLimits {
  /** The most parts: the value, its members, their members, and so on. */
  readonly parts: number;
  /** The most objects and arrays inside each other. */
  readonly depth: number;
  /** The most characters in texts and names. */
  readonly length: number;
}

/** The limits of one observed value. */
export const OBSERVATION_LIMITS: BudgetLimits = { parts: 10_000, depth: 100, length: 1_000_000 };

/** Thrown if a value is larger than the suite reads. */
export class BudgetError extends ImplementationError {
  constructor(excess: string) {
    super(
      `The implementation returned, threw or reported a value that is larger than the suite reads: it has ${excess}. Return the values of the contract, not objects of the implementation itself.`,
    );
  }
}

/** Counts how much of one value was read. A value of the implementation can be endless. */
export class Budget {
  readonly #limits: BudgetLimits;
  #parts = 0;
  #length = 0;

  constructor(limits = OBSERVATION_LIMITS) {
    this.#limits = limits;
  }

  /** Asserts that so many further parts fit. */
  assertParts(count: number): void {
    const { parts } = this.#limits;
    if (!(this.#parts + count <= parts)) throw new BudgetError(`more than ${parts} parts`);
  }

  spendParts(count: number): void {
    this.assertParts(count);
    this.#parts += count;
  }

  spendText(text: string): void {
    const { length } = this.#limits;
    this.#length += text.length;
    if (this.#length > length) throw new BudgetError(`more than ${length} characters`);
  }

  assertDepth(levels: number): void {
    const { depth } = this.#limits;
    if (levels > depth) throw new BudgetError(`more than ${depth} levels`);
  }
}

/** Asserts that a value that is not serialized any more keeps within limits. */
export function assertWithinBudget(value: unknown, limits = OBSERVATION_LIMITS): void {
  const budget = new Budget(limits);
  const read = (part: unknown, depth: number): void => {
    budget.spendParts(1);
    if (typeof part === 'string') budget.spendText(part);
    if (typeof part !== 'object' || part === null) return;
    budget.assertDepth(depth);
    if (Array.isArray(part)) budget.assertParts(part.length);
    for (const name of Object.keys(part)) {
      budget.spendText(name);
      read((part as Record<string, unknown>)[name], depth + 1);
    }
  };
  read(value, 0);
}

/** Whether a value keeps within the limits of one observed value. */
export function isWithinBudget(value: unknown): boolean {
  try {
    assertWithinBudget(value);
    return true;
  } catch {
    // It may also be unreadable.
    return false;
  }
}

/** Stringifies a value as JSON; `undefined` if it is not JSON, or larger than one observed value may be. */
export function tryStringify(value: unknown): string | undefined {
  if (!isWithinBudget(value)) return undefined;
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
