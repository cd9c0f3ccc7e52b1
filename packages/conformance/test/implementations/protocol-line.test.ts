import { expect, test } from 'vitest';
import { stringifyOnOneLine } from '../../src/implementations/process/protocol.ts';

test('a message has no character at which a reader of lines ends a line', () => {
  const message = { text: 'a\n\r\u2028b\u2029' };
  const line = stringifyOnOneLine(message);

  expect(line).toBe(String.raw`{"text":"a\n\r\u2028b\u2029"}`);
  expect(JSON.parse(line)).toEqual(message);
});
