import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { written } from './installation.js';
import { timesOf } from './measure.js';
import { rowOf } from './row.js';

/** @import { Aim, Row } from './row.js' */

/** What is done with the types, wherever they come from. */
const use = `
export const named = (event: PostChallengeEvent): string => event.user.name ?? event.user.user_id;
export const factors: readonly FactorSelector[] = [{ type: 'phone', options: { preferredMethod: 'sms' } }];
export const result = (given: CacheWriteResult): string => (given.type === 'error' ? given.code : '');
`;

const consumers = [
  {
    name: 'interfaces of spec',
    code: `import type { CacheWriteResult, FactorSelector, PostChallengeEvent } from '@post-challenge/spec';${use}`,
  },
  {
    name: 'Static of TypeBox',
    code: `import type { Static } from 'typebox';
import type { CacheWriteResultSchema, FactorSelectorSchema, PostChallengeEventSchema } from '@post-challenge/spec/schemas';
type CacheWriteResult = Static<typeof CacheWriteResultSchema>;
type FactorSelector = Static<typeof FactorSelectorSchema>;
type PostChallengeEvent = Static<typeof PostChallengeEventSchema>;${use}`,
  },
];

const compilerOptions = {
  target: 'es2023',
  lib: ['es2023'],
  module: 'nodenext',
  strict: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
};

const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

/**
 * Type check of a program that takes its types as spec writes them, or from its schemas.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  const programs = consumers.map(({ name, code }, number) => {
    const files = [written(`types-${number}.mts`, code)];
    const program = written(`types-${number}.json`, JSON.stringify({ compilerOptions, files }));
    return { name, operation: () => diagnosticsOf(program) };
  });
  const counts = programs.map(({ name, operation }) => {
    const [, count] = /^Instantiations: +(\d+)$/m.exec(operation()) ?? [];
    return /** @type {const} */ ([name, [Number(count)]]);
  });
  return [
    rowOf('instantiations', 'count', new Map(counts)),
    rowOf('tsc', 'ns', await timesOf(programs, { rounds: 7, warmup: 1, isSlow: true })),
  ];
}

/** @returns {Aim[]} */
export function aims() {
  return [];
}

/** @param {string} program */
function diagnosticsOf(program) {
  const args = [tsc, '--project', program, '--extendedDiagnostics'];
  return execFileSync(process.execPath, args, { encoding: 'utf8' });
}
