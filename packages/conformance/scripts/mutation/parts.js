import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findRanges, formatRange, invertRanges } from './ranges.js';

const root = path.resolve(import.meta.dirname, '../../../..');

/** The command, and what only it uses, is no part of what the contract is about. */
const reference = listSources('packages/reference/src').filter(
  (file) => !/\/(?:cli|index|load|place|run|run-\w+)\.ts$/.test(file),
);

/**
 * The code of the reference that no rule judges: checks of arguments, their messages, and what only costs depend on. A file is named
 * with the declarations in it, or with `all`.
 *
 * @type {Readonly<Record<string, 'all' | readonly string[]>>}
 */
const unjudged = {
  'packages/reference/src/argument-checks.ts': 'all',
  'packages/reference/src/arguments.ts': 'all',
  'packages/reference/src/clock.ts': 'all',
  'packages/reference/src/copy.ts': 'all',
  'packages/reference/src/factors.ts': 'all',
  'packages/reference/src/failure.ts': 'all',
  'packages/reference/src/heap.ts': 'all',
  'packages/reference/src/input.ts': 'all',
  'packages/reference/src/invalid-token-error.ts': 'all',
  'packages/reference/src/parameters.ts': 'all',
  'packages/reference/src/room.ts': 'all',
  'packages/reference/src/snapshot.ts': 'all',
  'packages/reference/src/stored.ts': 'all',
  'packages/reference/src/token-parts.ts': 'all',
};

/** The properties. */
const judges = [
  'access',
  'api',
  'authentication',
  'cache',
  'cache-delete',
  'cache-get',
  'cache-judgements',
  'cache-model',
  'cache-set',
  'cache-sizes',
  'destination',
  'encode-token',
  'event',
  'finish',
  'flow',
  'host',
  'redirect',
  'return',
  'transaction',
  'validate-token',
].map((name) => `packages/conformance/src/${name}.ts`);

/**
 * What Stryker mutates, by what its tests are: the reference has the suite, its code that no rule judges has unit tests, and the
 * judges have known-bad and known-good implementations.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const parts = {
  reference: reference.flatMap((file) => {
    const names = unjudged[file] ?? [];
    return names === 'all' ? [] : patternsFor(file, names, invertRanges);
  }),
  unjudged: Object.entries(unjudged).flatMap(([file, names]) =>
    names === 'all' ? [file] : patternsFor(file, names, (ranges) => [...ranges]),
  ),
  judges,
};

/**
 * @param {string} file
 * @param {readonly string[]} names
 * @param {typeof invertRanges} select
 */
function patternsFor(file, names, select) {
  if (names.length === 0) return [file];
  const source = readFileSync(path.join(root, file), 'utf8');
  const ranges = select(findRanges(source, names), source.length);
  return ranges.map((range) => formatRange(file, source, range));
}

/**
 * @param {string} folder
 */
function listSources(folder) {
  const files = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.ts'));
  return files.map((name) => `${folder}/${name}`);
}
