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

  test('forgets what it is not told to keep', () => {
    fc.assert(
      fc.property(items, items, (before, after) => {
        const isEven = ({ rank }: Item) => rank % 2 === 0;
        const heap = heapOf(before);
        heap.keep(isEven);
        for (const item of after) heap.add(item);

        expect(heap.size).toBe(before.filter(isEven).length + after.length);
        expect(drained(heap)).toEqual(ranksOf([...before.filter(isEven), ...after]));
      }),
    );
  });

  test('stays empty when nothing is there to remove', () => {
    const heap = heapOf([]);
    heap.removeFirst();

    expect(heap.size).toBe(0);
    expect(heap.first()).toBeUndefined();
  });
});

function heapOf(added: readonly Item[]): Heap<Item> {
  const heap = new Heap<Item>(({ rank }) => rank);
  for (const item of added) heap.add(item);
  return heap;
}

function drained(heap: Heap<Item>): number[] {
  const ranks: number[] = [];
  for (let first = heap.first(); first !== undefined; first = heap.first()) {
    ranks.push(first.rank);
    heap.removeFirst();
  }
  return ranks;
}

function ranksOf(added: readonly Item[]): number[] {
  return added.map(({ rank }) => rank).toSorted((a, b) => a - b);
}
