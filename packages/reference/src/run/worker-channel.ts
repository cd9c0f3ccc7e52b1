import { fstatSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** The descriptor of the pipe between the command and a worker. An action can write to it. */
export const CHANNEL = 3;

/** The longest line that is read, in characters. An action may write lines without end. */
const LONGEST_LINE = 2 ** 28;

/**
 * Connects this process with the one at the other end of a pipe. A line that is not a message is ignored.
 *
 * @returns The function that sends a message. Its promise settles when the message has left this process, or cannot leave it.
 */
export function connect(
  pipe: Duplex,
  onMessage: (message: unknown) => void,
): (message: object) => Promise<void> {
  let line = '';
  // The other process may have ended.
  pipe.on('error', () => undefined);
  pipe.setEncoding('latin1').on('data', (text: string) => {
    const [end = '', ...starts] = text.split('\n');
    line = line.length > LONGEST_LINE ? '' : line + end;
    for (const start of starts) {
      const message = parse(line);
      if (message !== undefined) onMessage(message);
      line = start;
    }
  });
  return (message) =>
    new Promise((resolve) => {
      // An action may have written the start of a line. JSON does not have all values, such as NaN.
      pipe.write(`\n${serialize(message).toString('base64')}\n`, () => resolve());
    });
}

function parse(line: string): unknown {
  if (line === '') return undefined;
  try {
    return deserialize(Buffer.from(line, 'base64'));
  } catch {
    return undefined;
  }
}

/** Tells whether this process has a pipe to the one that started it. */
export function hasChannel(): boolean {
  try {
    const found = fstatSync(CHANNEL);
    return found.isSocket() || found.isFIFO();
  } catch {
    return false;
  }
}
