/// <reference types="node" />

import { parseEnv } from 'node:util';
import { readTextFile } from './text-file.ts';
import { UsageError } from './usage-error.ts';

/** Lines of a .env file: an assignment, whose quoted value may have several lines, or a comment, or nothing. */
const ENV_LINES =
  /^[ \t]*(?:(?:export[ \t]+)?[^\s=:#'"{}[\]]+[ \t]*=[ \t]*(?:"[^"]*"|'[^']*'|`[^`]*`|[^\n"'`][^\n]*|["'`][^\n]*)?|#[^\n]*)?[ \t]*(?:#[^\n]*)?$/gm;

/**
 * Reads the values of a .env file. `parseEnv` passes over a line that is no assignment, and so over a whole file of another kind.
 *
 * @param name - The name of the file in a message, such as `--secrets .env`.
 * @param adviseJson - The remedy if the file seems to be JSON.
 * @throws UsageError if the file cannot be read, or if a line is no assignment.
 */
export function readEnvFile(
  name: string,
  path: string,
  adviseJson: string,
): Record<string, string> {
  const text = readTextFile(name, path);
  const rest = text.replaceAll(ENV_LINES, (lines) => '\n'.repeat(lines.split('\n').length - 1));
  const line = rest.split('\n').findIndex((other) => other.trim() !== '');
  if (line === -1) return parseEnv(text) as Record<string, string>;
  const [wrong = ''] = text.split('\n').slice(line);
  throw new UsageError(
    `${name}, line ${line + 1} is not NAME=VALUE. ${adviseLine(text, wrong, adviseJson)}`,
  );
}

function adviseLine(text: string, line: string, adviseJson: string): string {
  if (/^\s*[{[]/.test(text)) return `The file seems to be JSON. ${adviseJson}`;
  return /^\s*[\w.-]+\s*:/.test(line)
    ? 'The file seems to be YAML. Write NAME=VALUE instead of NAME: VALUE.'
    : 'Write one secret a line, and quote a value of several lines.';
}
