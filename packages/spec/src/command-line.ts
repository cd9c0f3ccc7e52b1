/// <reference types="node" />

/**
 * Parts that the commands of `@post-challenge/reference` and `@post-challenge/conformance` share.
 *
 * This entry is for these two packages. It is not documented, and it can change in any version.
 */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';

import { type Stream, escapeControls, isInteractive } from './command-line/terminal-text.ts';

export { eventMembers } from './generated/event-members.ts';
export { type MemberTree, findMisspeltMember, findSimilar } from './validation/member-tree.ts';
export { isObject } from './validation/json.ts';
export { readEnvFile } from './command-line/env-file.ts';
export { parseJsonText, readTextFile } from './command-line/text-file.ts';
export { type Markup, type MarkupPart, escapeForbidden, markup } from './command-line/markup.ts';
export { suggestPath } from './command-line/suggest-path.ts';
export { UsageError } from './command-line/usage-error.ts';
export {
  type HelpEnd,
  type Stream,
  escapeControls,
  formatHelpEnd,
  getHelpWidth,
  getReportWidth,
  isInteractive,
  wrapText,
} from './command-line/terminal-text.ts';

/** The exit code of a command whose result is good. */
export const EXIT_OK = 0;

/** The exit code of a command whose result is bad. */
export const EXIT_FAILED = 1;

/** The exit code of a command that has no result. */
export const EXIT_ERROR = 2;

/** The streams of a command. */
export interface Terminal {
  readonly stdout: Stream;
  readonly stderr: Stream;
  /** Whether the user asked for colours, or for none. */
  color?: boolean | undefined;
}

/** Styles a text for a terminal. */
export interface Paint {
  (style: 'bold' | 'red' | 'green' | 'yellow' | 'dim', text: string): string;
}

/** Returns the text without a style. */
export const plain: Paint = (_, text) => text;

/**
 * Creates the paint for a stream. The option of the user decides about colours, then `NO_COLOR`, then `FORCE_COLOR`, then whether the
 * stream is a terminal that has them.
 */
export function createPaint(stream: Stream, color?: boolean): Paint {
  return (color ?? hasColours(stream))
    ? (style, text) => styleText(style, text, { validateStream: false })
    : plain;
}

function hasColours(stream: Stream): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR || FORCE_COLOR === '0' || FORCE_COLOR === 'false') return false;
  return FORCE_COLOR ? true : isInteractive(stream);
}

/** The package of a module. */
export interface PackageInfo {
  readonly name: string;
  readonly version: string;
  /** The address of the documentation; absent while nobody has decided it. */
  readonly homepage?: string | undefined;
  /** The path of its folder. */
  readonly root: string;
}

/** Finds the package of a module: the nearest folder above it that has a package.json. A bundle keeps working in any folder. */
export function findPackage(moduleUrl: string): PackageInfo {
  let root = dirname(fileURLToPath(moduleUrl));
  while (!existsSync(join(root, 'package.json'))) root = dirname(root);
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as PackageInfo;
  const { name, version, homepage } = manifest;
  return { name, version, homepage, root };
}

const LONGEST_QUOTE = 60;

/** Formats a value for a usage error: as JSON on one line, cut if it is long. */
export function quoteValue(value: unknown): string {
  const text = escapeControls(JSON.stringify(value) ?? 'undefined');
  return text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
}

/** Ends the process, with a sentence on stderr and the exit code of an error. */
export interface End {
  (sentence: string): never;
}

/** The messages of a command whose process ends without a result. */
export interface Endings {
  /** Describes an uncaught error in a sentence. */
  readonly describeUncaught: (error: unknown) => string;
  /** The sentence if the process ends before the command does. */
  readonly unfinished: string;
}

/** Runs a command in this process and sets the exit code to its result. */
export async function runCommand(
  main: (args: readonly string[], terminal: Terminal, end: End) => Promise<number>,
  { describeUncaught, unfinished }: Endings,
): Promise<void> {
  const { stdout, stderr } = process;
  let isDone = false;
  const end: End = (sentence) => {
    isDone = true;
    stderr.write(`${escapeControls(sentence)}\n`);
    process.exit(EXIT_ERROR);
  };
  process.on('uncaughtException', (error) => end(describeUncaught(error)));
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // The reader that closed the pipe has read enough, and still gets the exit code.
    if (code !== 'EPIPE') end(`The report cannot be written: ${message}.`);
  });
  process.on('exit', () => {
    if (!isDone) end(unfinished);
  });
  const exitCode = await main(process.argv.slice(2), { stdout, stderr }, end);
  isDone = true;
  process.exitCode = exitCode;
}
