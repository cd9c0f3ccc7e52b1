import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Heap, type Item } from '../src/heap.ts';

const rank = fc.nat(20);
const step = fc.oneof(
  fc.record({ does: fc.constant('add'), rank, at: fc.nat() }),
  fc.record({ does: fc.constantFrom('rank', 'remove'), rank, at: fc.nat() }),
);

describe('a heap', () => {
  test('gives its items by rank, however they were added, ranked and removed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 100 }), (steps) => {
        const heap = new Heap<Item>();
        const held: Item[] = [];
        for (const { does, rank, at } of steps) {
          const item = held[at % held.length];
          if (does === 'add' || item === undefined) held.push(added(heap, rank));
          else if (does === 'rank') heap.rank(item, rank);
          else heap.remove(...(held.splice(at % held.length, 1) as [Item]));

          expect(heap.size).toBe(held.length);
          expect(heap.first?.rank).toBe(ranksOf(held)[0]);
        }
        const ranks = ranksOf(held);

        expect(drained(heap)).toEqual(ranks);
      }),
    );
  });

  test('looks at no more than a few items for each of its levels', () => {
    const looks = { count: 0 };
    const heap = new Heap<Item>();
    const items = Array.from({ length: 1023 }, (_, index) => new Watched(index, looks));
    const most = (act: (item: Item) => void) =>
      Math.max(
        ...items.map((item) => {
          looks.count = 0;
          act(item);
          return looks.count;
        }),
      );

    expect(most((item) => heap.add(item))).toBeLessThan(10 * LOOKS);
    expect(most((item) => heap.rank(item, -item.rank))).toBeLessThan(10 * LOOKS);
    expect(most((item) => heap.rank(item, 1 - item.rank))).toBeLessThan(10 * LOOKS);
    expect(most((item) => heap.remove(item))).toBeLessThan(10 * LOOKS);
  });
});

/** How often a level may look at a rank: at those of two items below, to find the lower, and of this and the item, to compare. */
const LOOKS = 6;

/** An item that counts how often its rank is looked at. */
class Watched implements Item {
  place = 0;
  #rank: number;
  readonly #looks: { count: number };

  constructor(rank: number, looks: { count: number }) {
    this.#rank = rank;
    this.#looks = looks;
  }

  get rank(): number {
    this.#looks.count += 1;
    return this.#rank;
  }

  set rank(rank: number) {
    this.#rank = rank;
  }
}

function added(heap: Heap<Item>, rank: number): Item {
  const item = { rank, place: 0 };
  heap.add(item);
  return item;
}

function drained(heap: Heap<Item>): number[] {
  const ranks = [];
  for (let { first } = heap; first !== undefined; { first } = heap) {
    ranks.push(first.rank);
    heap.remove(first);
  }
  return ranks;
}

function ranksOf(items: readonly Item[]): number[] {
  return items.map(({ rank }) => rank).toSorted((a, b) => a - b);
}
