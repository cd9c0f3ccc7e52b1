/** A line of a script. */
export interface MessageLine {
  /** The number of the step; absent from a line that is no step. */
  readonly number?: string;
  readonly text: string;
  readonly result?: string;
  /** Present if the rule broke at this line: `here`, or the expectation. */
  readonly mark?: string;
}

/** A part of the message of a verdict. */
export type MessagePart =
  | { readonly kind: 'sentence'; readonly text: string }
  | { readonly kind: 'line'; readonly line: MessageLine }
  | { readonly kind: 'fact'; readonly label: string; readonly text: string };

/** The mark at the end of a line of a script. */
export const MARK = / *← (here|must .*)$/;

/** The space before a result. */
export const RESULT_START = / *(?= {2}→ )/;

/** Reads the message of a verdict: sentences, the lines of a script, and facts such as `expected`. */
export function readMessage(message: string): MessagePart[] {
  return message.split('\n').map(readPart);
}

function readPart(line: string): MessagePart {
  const [, label, fact] = /^ {3}([a-z]+) +(.*)$/.exec(line) ?? [];
  if (label !== undefined && fact !== undefined) return { kind: 'fact', label, text: fact };
  const [, number, script] = /^ {3}([ \d]{2,}?) {2}(.*)$/.exec(line) ?? [];
  if (number === undefined || script === undefined) return { kind: 'sentence', text: line };
  return { kind: 'line', line: readLine(number.trim(), script) };
}

function readLine(number: string, script: string): MessageLine {
  const [, mark] = MARK.exec(script) ?? [];
  const [text = '', ...results] = script.replace(MARK, '').split(RESULT_START);
  const result = results.map((part) => part.replace('  → ', '')).join('  → ');
  return {
    ...(number !== '' && { number }),
    text,
    ...(results.length > 0 && { result }),
    ...(mark !== undefined && { mark }),
  };
}
