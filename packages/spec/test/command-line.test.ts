import {
  createPaint,
  escapeControls,
  formatHelpEnd,
  getHelpWidth,
  getReportWidth,
  quoteValue,
  wrapText,
} from '@post-challenge/spec/command-line';
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
    { isTTY: true, TERM: 'dumb', colours: false },
    { isTTY: true, TERM: 'dumb', FORCE_COLOR: '1', colours: true },
    { isTTY: false, color: true, colours: true },
    { isTTY: true, color: false, colours: false },
    { isTTY: true, color: true, NO_COLOR: '1', colours: true },
    { isTTY: true, color: false, FORCE_COLOR: '1', colours: false },
  ])('%j', ({ isTTY, NO_COLOR, FORCE_COLOR, TERM = 'xterm', color, colours }) => {
    vi.stubEnv('NO_COLOR', NO_COLOR);
    vi.stubEnv('FORCE_COLOR', FORCE_COLOR);
    vi.stubEnv('TERM', TERM);
    const paint = createPaint({ isTTY, write: () => undefined }, color);

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

describe('the width', () => {
  const stream = { write: () => undefined };

  test.each([
    [{ isTTY: true, columns: 72 }, 72, 72],
    [{ isTTY: true, columns: 160 }, 160, 100],
    [{ isTTY: false, columns: 72 }, Infinity, 100],
    [{}, Infinity, 100],
    [{ isTTY: true, columns: 0 }, Infinity, 100],
  ])('of %j is %d for reports and %d for help', (terminal, report, help) => {
    expect(getReportWidth({ ...stream, ...terminal })).toBe(report);
    expect(getHelpWidth({ ...stream, ...terminal })).toBe(help);
  });
});

describe('wrapText', () => {
  test.each([
    ['one two three', 7, 'one two\n  three'],
    ['one two', 7, 'one two'],
    ['a-long-word b', 5, 'a-long-word\n  b'],
    ['  one two three', 9, '  one two\n  three'],
    ['one two three', Infinity, 'one two three'],
    ['', 5, ''],
  ])('wraps "%s" at %d', (text, width, wrapped) => {
    expect(wrapText(text, width, '  ')).toBe(wrapped);
  });
});

test('formatHelpEnd shows examples, exit codes and the docs', () => {
  const end = { examples: ['a b'], exitCodes: ['It is good.', 'It is bad.'], docs: 'docs/a.md' };

  expect(formatHelpEnd(end, 15)).toBe(
    '\nExamples:\n  a b\n\nExit codes:\n  0  It is\n     good.\n  1  It is bad.\n\nDocs: docs/a.md',
  );
});

test.each([
  ['\u001B[2J', String.raw`\u001B[2J`],
  ['a\u009Bb\u0007', String.raw`a\u009Bb\u0007`],
  ['\u202Egpj.exe\u2066', String.raw`\u202Egpj.exe\u2066`],
  ['\u{E0041}\uD800', String.raw`\uDB40\uDC41\uD800`],
  ['two\nlines, 漢字 and é', 'two\nlines, 漢字 and é'],
])('escapeControls escapes the controls of %j', (text, escaped) => {
  expect(escapeControls(text)).toBe(escaped);
});
