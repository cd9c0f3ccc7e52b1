import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parts } from '../../scripts/mutation/parts.js';
import { findRanges, formatRange, invertRanges } from '../../scripts/mutation/ranges.js';

const source = `import { a } from 'a';

/** Says why. */
const reasons = { a: 'it is a' };

export function judge(): string {
  return reasons.a;
}

class Store {
  readonly #size = 1;
  get size() {
    return this.#size;
  }
  constructor() {}
}

export const createStore = () => ({
  get: () => new Store(),
  set() {},
});
`;
const listTexts = (names: string[]) =>
  findRanges(source, names).map(({ start, end }) => source.slice(start, end));

describe('findRanges', () => {
  test.for<[string, string]>([
    ['judge', 'export function judge(): string {\n  return reasons.a;\n}'],
    ['reasons', "reasons = { a: 'it is a' }"],
    ['Store.size', 'get size() {\n    return this.#size;\n  }'],
    ['Store.#size', 'readonly #size = 1;'],
    ['createStore.get', 'get: () => new Store()'],
    ['createStore.set', 'set() {}'],
  ])('finds %s', ([name, text]) => {
    expect(listTexts([name])).toEqual([text]);
  });

  test('keeps the order of the source', () => {
    expect(listTexts(['createStore.set', 'Store.size', 'reasons'])).toEqual([
      "reasons = { a: 'it is a' }",
      'get size() {\n    return this.#size;\n  }',
      'set() {}',
    ]);
  });

  test('throws if nothing has the name', () => {
    expect(() => findRanges(source, ['judge', 'size'])).toThrow(
      new Error('The source has no declaration named size.'),
    );
  });
});

test('invertRanges lists the gaps between ranges', () => {
  const ranges = [
    { start: 2, end: 4 },
    { start: 4, end: 6 },
  ];

  expect(invertRanges(ranges, 9)).toEqual([
    { start: 0, end: 2 },
    { start: 6, end: 9 },
  ]);
  expect(invertRanges([{ start: 0, end: 9 }], 9)).toEqual([]);
});

test('formatRange counts lines from 1 and columns from 0, as Stryker does', () => {
  const [range = { start: 0, end: 0 }] = findRanges(source, ['createStore.set']);

  expect(formatRange('a.ts', source, range)).toBe('a.ts:20:2-20:10');
});

describe('the parts', () => {
  const texts = Object.entries(parts).map(
    ([part, patterns]) => [part, patterns.map(readPattern)] as const,
  );

  test('have no source in common', () => {
    const all = texts.flatMap(([, some]) => some);

    expect(new Set(all).size).toBe(all.length);
  });

  test.for(texts)('%s names sources that exist', ([, some]) => {
    expect(some.length).toBeGreaterThan(5);
    expect(some).not.toContain('');
  });
});

/** Reads the source that a pattern selects. */
function readPattern(pattern: string): string {
  const [, path = pattern, ...numbers] = /^(.*?):(\d+):(\d+)-(\d+):(\d+)$/.exec(pattern) ?? [];
  const text = readFileSync(new URL(`../../../../${path}`, import.meta.url), 'utf8');
  const [startLine, startColumn = 0, endLine, endColumn] = numbers.map(Number);
  const lines = text.split('\n').slice((startLine ?? 1) - 1, endLine);
  return [...lines.slice(0, -1), lines.at(-1)?.slice(0, endColumn)].join('\n').slice(startColumn);
}
