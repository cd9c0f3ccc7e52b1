import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { findRanges, formatRange, invertRanges } from './ranges.js';

const root = path.resolve(import.meta.dirname, '../../../..');

const reference = ['api', 'runtime'].flatMap((folder) =>
  listSources(`packages/reference/src/${folder}`),
);

/**
 * The code of the reference that no rule judges: checks of arguments, and their messages. By file: the names of declarations, or
 * `all`.
 *
 * @type {Readonly<Record<string, 'all' | readonly string[]>>}
 */
const unjudged = {
  'packages/reference/src/api/advice.ts': 'all',
  'packages/reference/src/api/arguments.ts': 'all',
  'packages/reference/src/api/cache.ts': ['fitsInto'],
  'packages/reference/src/api/class-instance.ts': 'all',
  'packages/reference/src/api/clock.ts': 'all',
  'packages/reference/src/api/copy.ts': 'all',
  'packages/reference/src/api/factors.ts': 'all',
  'packages/reference/src/api/issue-path.ts': 'all',
  'packages/reference/src/api/misuse.ts': 'all',
  'packages/reference/src/api/token.ts': [
    'reasons',
    'InvalidTokenError',
    'splitToken',
    'utf8',
    'encodePart',
    'decodePart',
    'decodeBytes',
    'parseJson',
  ],
  'packages/reference/src/api/url.ts': ['parseUrl', 'readName'],
  'packages/reference/src/runtime/failure.ts': 'all',
  'packages/reference/src/runtime/handlers.ts': 'all',
  'packages/reference/src/runtime/input.ts': 'all',
  'packages/reference/src/runtime/stored-transaction.ts': 'all',
};

/** The files of the properties and of their generators. */
const judges = ['draw', 'rules', 'rules/cache', 'rules/redirect', 'rules/shared'].flatMap(
  (folder) => listSources(`packages/conformance/src/${folder}`),
);

/**
 * The code that Stryker mutates, by part. The suite tests `reference`, unit tests test `unjudged`, and known-bad and known-good
 * implementations test `judges`.
 *
 * @type {Readonly<Record<string, readonly string[]>>}
 */
export const parts = {
  reference: reference.flatMap((file) => {
    const names = unjudged[file] ?? [];
    return names === 'all' ? [] : listMutatedRanges(file, names, invertRanges);
  }),
  unjudged: Object.entries(unjudged).flatMap(([file, names]) =>
    names === 'all' ? [file] : listMutatedRanges(file, names, (ranges) => [...ranges]),
  ),
  judges,
};

/**
 * @param {string} file
 * @param {readonly string[]} names
 * @param {typeof invertRanges} select
 */
function listMutatedRanges(file, names, select) {
  if (names.length === 0) return [file];
  const source = readFileSync(path.join(root, file), 'utf8');
  const ranges = select(findRanges(source, names), source.length);
  return ranges
    .filter(({ start, end }) => source.slice(start, end).trim() !== '')
    .map((range) => formatRange(file, source, range));
}

/** @param {string} folder */
function listSources(folder) {
  const files = readdirSync(path.join(root, folder)).filter((name) => name.endsWith('.ts'));
  return files.map((name) => `${folder}/${name}`);
}
