import { spawnSync } from 'node:child_process';
import { written } from './installation.js';
import { timesOf } from './measure.js';
import { aimAt, ratioIn, rowOf } from './row.js';

/** @import { Aim, Row } from './row.js' */

const LIMIT = 'empty module';
const PEER = 'TypeBox and Ajv at run time';

const entries = [
  '@post-challenge/spec',
  '@post-challenge/spec/schemas',
  '@post-challenge/reference',
  '@post-challenge/conformance',
];

/** What a package does that has no generated validators: for one type, where the contract has many. */
const compiling = `
import { Type } from '@sinclair/typebox';
import { Ajv } from 'ajv';

const type = Type.Union(['otp', 'email', 'phone', 'push'].map((name) => Type.Literal(name)));
export const isFactor = new Ajv().compile(Type.Object({ type }));
`;

/**
 * A process that imports an entry and ends, as the packages are installed.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  const modules = [
    { name: LIMIT, code: '' },
    { name: PEER, code: compiling },
    ...entries.map((name) => ({ name, code: `import '${name}';` })),
  ];
  const contenders = modules.map(({ name, code }, number) => {
    const path = written(`import-${number}.mjs`, code);
    return { name, operation: () => imported(path) };
  });
  const times = await timesOf(contenders, { rounds: 40, warmup: 4, isSlow: true });
  return entries.map((entry) => {
    const beside = [entry, LIMIT, PEER].map((name) => [name, times.get(name) ?? []]);
    return rowOf(entry, 'ns', new Map(/** @type {[string, number[]][]} */ (beside)));
  });
}

/**
 * @param {readonly Row[]} rows
 * @returns {Aim[]}
 */
export function aims(rows) {
  const ratio = (/** @type {string} */ entry) =>
    ratioIn(
      rows.find(({ name }) => name === entry),
      LIMIT,
    );
  return [
    aimAt('@post-challenge/spec: times an empty module', 1.2, ratio('@post-challenge/spec')),
    aimAt(
      '@post-challenge/reference: times an empty module',
      1.4,
      ratio('@post-challenge/reference'),
    ),
  ];
}

/** @param {string} path */
function imported(path) {
  const { status, stderr } = spawnSync(process.execPath, [path], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}
