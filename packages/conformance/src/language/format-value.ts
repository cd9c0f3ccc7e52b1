import { type Json, type JsonObject, isObject } from './json.ts';

const MAX_STRING_LENGTH = 60;

/**
 * Formats a JSON value on one line, as action code would write it. A long string is shortened, and its size is added.
 *
 * @param maxLength - The length up to which a string is written whole.
 */
export function formatValue(value: Json | undefined, maxLength = MAX_STRING_LENGTH): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'string') return formatString(value, maxLength);
  if (Array.isArray(value))
    return `[${value.map((item: Json) => formatValue(item, maxLength)).join(', ')}]`;
  return isObject(value)
    ? (formatSpecialValue(value) ?? formatObject(value, maxLength))
    : String(value);
}

/** Formats a value as {@link formatValue} does, but drops the members that do not fit into the width. */
export function formatShortValue(value: Json | undefined, width: number): string {
  const whole = formatValue(value);
  if (whole.length <= width) return whole;
  if (!isObject(value) || Array.isArray(value) || formatSpecialValue(value) !== undefined) {
    return `${whole.slice(0, width - 1)}…`;
  }
  const members: string[] = [];
  for (const [name, member] of Object.entries(value)) {
    const text = `${formatMemberName(name)}: ${formatValue(member)}`;
    if ([...members, text, '…'].join(', ').length + 4 > width) break;
    members.push(text);
  }
  return `{ ${[...members, '…'].join(', ')} }`;
}

/**
 * Formats a text of unknown origin on one line. Invisible characters are written as escapes; a text that is too wide is cut.
 */
export function formatLine(text: string, width: number): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll(/\p{C}/gu, escapeCharacter);
  return line.length <= width ? line : `${line.slice(0, width - 1)}…`;
}

function formatString(text: string, longest: number): string {
  if (text.length <= longest) return quoteString(text);
  const [first = ''] = text;
  const start = text === first.repeat(text.length / first.length) ? first : text.slice(0, 40);
  return `"${quoteString(start).slice(1, -1)}…" (${Buffer.byteLength(text)} bytes)`;
}

function formatObject(object: JsonObject, longest?: number): string {
  const members = Object.entries(object).map(
    ([name, value]) => `${formatMemberName(name)}: ${formatValue(value, longest)}`,
  );
  return members.length > 0 ? `{ ${members.join(', ')} }` : '{}';
}

function formatMemberName(name: string): string {
  return /^[A-Za-z_][\w]*$/.test(name) ? name : quoteString(name);
}

/** Formats a string as a literal. Characters that a terminal may not show, or show as others, are escaped. */
function quoteString(text: string): string {
  return JSON.stringify(text).replaceAll(/[\p{M}\p{C}\p{Zl}\p{Zp}]|(?! )\p{Zs}/gu, escapeCharacter);
}

function escapeCharacter(character: string): string {
  return `\\u{${character.codePointAt(0)?.toString(16)}}`;
}

function formatSpecialValue(object: JsonObject): string | undefined {
  if (object['$undefined']) return 'undefined';
  if (object['$api']) return 'api';
  if (typeof object['$number'] === 'string') return object['$number'];
  if (typeof object['$other'] === 'string') return object['$other'];
  if (typeof object['$result'] === 'number') return `the result of step ${object['$result'] + 1}`;
  if (typeof object['$state'] === 'number') return '<state>';
  return isObject(object['$token']) ? `<token ${formatObject(object['$token'])}>` : undefined;
}
