import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Heap } from '../src/heap.ts';

interface Item {
  readonly rank: number;
}

const items = fc.array(fc.record({ rank: fc.nat(20) }));

describe('a heap', () => {
  test('gives its items in the order of their ranks', () => {
    fc.assert(
      fc.property(items, (added) => {
        expect(drained(heapOf(added))).toEqual(ranksOf(added));
      }),
    );
  });

  test('drops what is not wanted once that is more than half of it', () => {
    fc.assert(
      fc.property(items, items, (before, after) => {
        const isEven = ({ rank }: Item) => rank % 2 === 0;
        const even = before.filter(isEven);
        const kept = before.length > 2 * even.length ? even : before;
        const heap = heapOf(before);
        heap.compact(even.length, isEven);
        for (const item of after) heap.add(item);

        expect(heap.size).toBe(kept.length + after.length);
        expect(drained(heap)).toEqual(ranksOf([...kept, ...after]));
      }),
    );
  });

  test('gives only what lies below a rank', () => {
    fc.assert(
      fc.property(items, fc.nat(21), (added, rank) => {
        const heap = heapOf(added);
        const taken = [...heap.takeBelow(rank)].map((item) => item.rank);

        expect(taken).toEqual(ranksOf(added).filter((known) => known < rank));
        expect(heap.size).toBe(added.length - taken.length);
      }),
    );
  });
});

function heapOf(added: readonly Item[]): Heap<Item> {
  const heap = new Heap<Item>(({ rank }) => rank);
  for (const item of added) heap.add(item);
  return heap;
}

function drained(heap: Heap<Item>): number[] {
  return [...heap.takeBelow(Infinity)].map(({ rank }) => rank);
}

function ranksOf(added: readonly Item[]): number[] {
  return added.map(({ rank }) => rank).toSorted((a, b) => a - b);
}
