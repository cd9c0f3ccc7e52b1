import { createPaint, quoteValue } from '@post-challenge/spec/command-line';
import { afterEach, describe, expect, test, vi } from 'vitest';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('createPaint', () => {
  test.each([
    { isTTY: true, colours: true },
    { isTTY: false, colours: false },
    { isTTY: true, NO_COLOR: '1', colours: false },
    { isTTY: true, NO_COLOR: '', colours: true },
    { isTTY: false, FORCE_COLOR: '1', colours: true },
    { isTTY: false, FORCE_COLOR: '', colours: false },
    { isTTY: true, FORCE_COLOR: '0', colours: false },
    { isTTY: true, FORCE_COLOR: '1', NO_COLOR: '1', colours: false },
  ])('%j', ({ isTTY, NO_COLOR, FORCE_COLOR, colours }) => {
    vi.stubEnv('NO_COLOR', NO_COLOR);
    vi.stubEnv('FORCE_COLOR', FORCE_COLOR);
    const paint = createPaint({ isTTY, write: () => undefined });

    expect(paint('red', 'text')).toBe(colours ? '\u001B[31mtext\u001B[39m' : 'text');
  });
});

describe('quoteValue', () => {
  test.each([
    ['a "text"\n', String.raw`"a \"text\"\n"`],
    [5, '5'],
    [null, 'null'],
    [undefined, 'undefined'],
    [{ a: ['b'] }, '{"a":["b"]}'],
    ['x'.repeat(58), `"${'x'.repeat(58)}"`],
    ['x'.repeat(59), `"${'x'.repeat(58)}…`],
  ])('writes %j as %s', (value, text) => {
    expect(quoteValue(value)).toBe(text);
  });
});
