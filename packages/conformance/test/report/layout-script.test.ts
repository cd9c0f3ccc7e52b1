import { plain } from '@post-challenge/spec/command-line';
import { describe, expect, test } from 'vitest';
import { layoutScript } from '../../src/report/reporters/layout-script.ts';

const script = [
  '       event.user.user_id = "auth0|a"',
  '    1  api.cache.set("key", "value")  → { type: "success" }',
  '    2  api.cache.get("key")           → "value"                ← here',
  '   expected   undefined, or { value: string, expires_at: number }',
].join('\n');

describe('layoutScript', () => {
  test('moves the mark of the failing step into the margin', () => {
    expect(layoutScript(script, Infinity, plain).split('\n')).toEqual([
      '       event.user.user_id = "auth0|a"',
      '    1  api.cache.set("key", "value")  → { type: "success" }',
      ' ▶  2  api.cache.get("key")           → "value"',
      '   expected   undefined, or { value: string, expires_at: number }',
    ]);
  });

  test('keeps the expectation of an execution that must not happen', () => {
    expect(layoutScript('       action 2 execute   ← must not execute', Infinity, plain)).toBe(
      ' ▶     action 2 execute  (must not execute)',
    );
  });

  test('puts every result below its call if a line is wider than the terminal', () => {
    expect(layoutScript(script, 50, plain).split('\n')).toEqual([
      '       event.user.user_id = "auth0|a"',
      '    1  api.cache.set("key", "value")',
      '         → { type: "success" }',
      ' ▶  2  api.cache.get("key")',
      '         → "value"',
      '   expected   undefined, or { value: string,',
      '              expires_at: number }',
    ]);
  });

  test('is not confused by a mark or an arrow in a value', () => {
    const hostile = '    1  api.access.deny("← here")  → "x ← here"';

    expect(layoutScript(hostile, Infinity, plain)).toBe(hostile);
  });

  test('paints the line of the failing step', () => {
    const painted = layoutScript(script, Infinity, (style, text) => `<${style}>${text}`);

    expect(painted).toContain('\n<bold> ▶  2 ');
    expect(painted.match(/<bold>/g)).toHaveLength(1);
  });
});
