/** What a heap holds. */
export interface Item {
  /** What the items are ordered by. */
  rank: number;
  /** Where in the heap the item is. */
  place: number;
}

/** A binary heap, of which the first item has the lowest rank. Adding, removing and ranking one cost O(log n). */
export class Heap<T extends Item> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  get first(): T | undefined {
    return this.#items[0];
  }

  add(item: T): void {
    this.#rise(item, this.#items.length);
  }

  /** Gives an item another rank. */
  rank(item: T, rank: number): void {
    item.rank = rank;
    this.#rise(item, item.place);
    this.#sink(item, item.place);
  }

  remove(item: T): void {
    const last = this.#items.pop() as T;
    if (last === item) return;
    this.#rise(last, item.place);
    this.#sink(last, last.place);
  }

  #rise(item: T, from: number): void {
    let place = from;
    while (place > 0) {
      const above = this.#items[(place - 1) >> 1] as T;
      if (above.rank <= item.rank) break;
      this.#put(above, place);
      place = (place - 1) >> 1;
    }
    this.#put(item, place);
  }

  #sink(item: T, from: number): void {
    let place = from;
    let below = this.#lowestBelow(place);
    while (below !== undefined && below.rank < item.rank) {
      const { place: next } = below;
      this.#put(below, place);
      place = next;
      below = this.#lowestBelow(place);
    }
    this.#put(item, place);
  }

  #lowestBelow(place: number): T | undefined {
    const left = this.#items[2 * place + 1] as T;
    const right = this.#items[2 * place + 2];
    return right !== undefined && right.rank < left.rank ? right : left;
  }

  #put(item: T, place: number): void {
    this.#items[place] = item;
    item.place = place;
  }
}
