import { ImplementationError } from './implementation.ts';

/** The most parts of one observed value: the value, its members, their members, and so on. */
export const MAX_PARTS = 10_000;

/** The most objects and arrays of one observed value inside each other. */
export const MAX_DEPTH = 100;

/** The most characters in the texts and the names of one observed value. */
export const MAX_TEXT_LENGTH = 1_000_000;

/** Thrown if an observed value is larger than the suite reads. */
export class BudgetError extends ImplementationError {
  constructor(excess: string) {
    super(
      `The implementation returned or threw a value that the suite does not read to its end: it has ${excess}. Return what the contract describes, not an object of the implementation itself.`,
    );
  }
}

/** Counts how much of one observed value was read. A value of the implementation can be endless. */
export class Budget {
  #parts = 0;
  #length = 0;

  /** Asserts that so many further parts fit. */
  assertParts(count: number): void {
    if (!(this.#parts + count <= MAX_PARTS)) throw new BudgetError(`more than ${MAX_PARTS} parts`);
  }

  spendParts(count: number): void {
    this.assertParts(count);
    this.#parts += count;
  }

  spendText(text: string): void {
    this.#length += text.length;
    if (this.#length > MAX_TEXT_LENGTH)
      throw new BudgetError(`more than ${MAX_TEXT_LENGTH} characters`);
  }

  assertDepth(depth: number): void {
    if (depth > MAX_DEPTH) throw new BudgetError(`more than ${MAX_DEPTH} levels`);
  }
}

/** Asserts that a JSON value is not larger than a value that is observed in process may be. */
export function assertWithinBudget(value: unknown): void {
  const budget = new Budget();
  const read = (part: unknown, depth: number): void => {
    budget.spendParts(1);
    if (typeof part === 'string') budget.spendText(part);
    if (typeof part !== 'object' || part === null) return;
    budget.assertDepth(depth);
    for (const [name, member] of Object.entries(part)) {
      budget.spendText(name);
      read(member, depth + 1);
    }
  };
  read(value, 0);
}
