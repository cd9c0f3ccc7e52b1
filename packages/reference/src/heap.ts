/** A binary heap, which gives its items by rank. Adding and taking one cost O(log n). */
export class Heap<T extends object> {
  #items: T[] = [];
  readonly #rankOf: (item: T) => number;

  constructor(rankOf: (item: T) => number) {
    this.#rankOf = rankOf;
  }

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    this.#items.push(item);
    this.#rise(this.#items.length - 1);
  }

  /** Removes the items of a lower rank, one at a time and the lowest first. */
  *takeBelow(rank: number): Generator<T> {
    while (this.#rankAt(0) < rank) yield this.#takeFirst();
  }

  /** Drops the items that do not pass, once they are more than those that do; a sorted list is a heap. */
  compact(passing: number, passes: (item: T) => boolean): void {
    if (this.size <= 2 * passing) return;
    this.#items = this.#items.filter(passes).toSorted((a, b) => this.#rankOf(a) - this.#rankOf(b));
  }

  #takeFirst(): T {
    this.#swap(0, this.#items.length - 1);
    const first = this.#items.pop() as T;
    this.#sink(0);
    return first;
  }

  #rise(index: number): void {
    const above = (index - 1) >> 1;
    if (index === 0 || !this.#precedes(index, above)) return;
    this.#swap(index, above);
    this.#rise(above);
  }

  #sink(index: number): void {
    const [left, right] = [2 * index + 1, 2 * index + 2];
    const below = this.#precedes(right, left) ? right : left;
    if (!this.#precedes(below, index)) return;
    this.#swap(index, below);
    this.#sink(below);
  }

  #precedes(a: number, b: number): boolean {
    return this.#rankAt(a) < this.#rankAt(b);
  }

  #rankAt(index: number): number {
    const item = this.#items[index];
    return item === undefined ? Infinity : this.#rankOf(item);
  }

  #swap(a: number, b: number): void {
    [this.#items[a], this.#items[b]] = [this.#items[b] as T, this.#items[a] as T];
  }
}
