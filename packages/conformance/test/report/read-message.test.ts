import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readMessage } from '../../src/report/reporters/read-message.ts';

const failures = JSON.parse(
  readFileSync(new URL('../known-bad/failures.json', import.meta.url), 'utf8'),
) as Record<string, string>;

describe('readMessage', () => {
  test('reads the lines of a script, the mark, and the facts', () => {
    const message = [
      '       event.user.user_id = "auth0|a"',
      '           header { alg: "HS256" }',
      '    1  api.cache.set("key", "value")  → { type: "success" }',
      '   100  api.cache.get("key")           → "value"                ← here',
      '   expected   undefined, or { value: string }',
    ].join('\n');

    expect(readMessage(message)).toEqual([
      { kind: 'line', line: { text: 'event.user.user_id = "auth0|a"' } },
      { kind: 'line', line: { text: '    header { alg: "HS256" }' } },
      {
        kind: 'line',
        line: { number: '1', text: 'api.cache.set("key", "value")', result: '{ type: "success" }' },
      },
      {
        kind: 'line',
        line: { number: '100', text: 'api.cache.get("key")', result: '"value"', mark: 'here' },
      },
      { kind: 'fact', label: 'expected', text: 'undefined, or { value: string }' },
    ]);
  });

  test('reads the expectation of an execution that must not happen', () => {
    expect(readMessage('       action 2 execute   ← must not execute')).toEqual([
      { kind: 'line', line: { text: 'action 2 execute', mark: 'must not execute' } },
    ]);
  });

  test('reads the sentence before a script', () => {
    expect(
      readMessage('This one came nearest:\n       outcome  → { status: "completed" }'),
    ).toEqual([
      { kind: 'sentence', text: 'This one came nearest:' },
      { kind: 'line', line: { text: 'outcome', result: '{ status: "completed" }' } },
    ]);
  });

  test('loses no text to an arrow in a value', () => {
    const [part] = readMessage('    1  api.access.deny("a  → b ← here")  → "c  → d"');

    expect(part).toEqual({
      kind: 'line',
      line: { number: '1', text: 'api.access.deny("a', result: 'b ← here")  → "c  → d"' },
    });
  });

  test('finds the broken line in the failure of every known-bad implementation', () => {
    const messages = Object.entries(failures).map(
      ([id, message]) => [id, readMessage(message)] as const,
    );
    const unread = messages.filter(
      ([, parts]) =>
        parts.some(({ kind }) => kind === 'sentence') ||
        parts.filter((part) => part.kind === 'line' && part.line.mark !== undefined).length !== 1,
    );

    expect(messages.length).toBeGreaterThan(200);
    expect(unread.map(([id]) => id)).toEqual([]);
  });
});
