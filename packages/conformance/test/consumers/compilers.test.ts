import { cpSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { consumer, runInConsumer, writeConsumerFile } from './consumer.ts';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

const compilers = ['typescript-5.4', 'typescript-5.9', 'typescript-6.0', 'typescript'].map(
  (name) => {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    const { version } = JSON.parse(readFileSync(manifest, 'utf8')) as { version: string };
    return [version, join(dirname(manifest), 'bin/tsc')] as const;
  },
);

/** The source files of every program, copied into the consumer project. */
const programs = [
  'packages/conformance/test/consumers/files',
  'packages/conformance/test/consumers/classic',
  'packages/conformance/test/consumers/actions',
  'packages/conformance/test/consumers/vendor',
  'docs/examples/actions',
].flatMap((folder) => {
  cpSync(join(root, folder), join(consumer, folder), { recursive: true });
  return readdirSync(join(root, folder)).map((name) => join(folder, name));
});

/** Lists the programs that a compiler must accept if it is strict. */
function listStrictPrograms(version: string): readonly string[] {
  // Without `strict`, an absent list is no mistake. TypeScript 5.5 is the first that knows `@import`.
  const excluded = version.startsWith('5.4') ? /unguarded|import-tag/ : /unguarded/;
  return programs.filter((path) => !excluded.test(path));
}

/** The correct programs, in the manner of the vendor's samples. */
const correctPrograms = programs.filter((path) => /actions\/(?!mistakes)|vendor\//.test(path));

/** The ways to resolve imports, each with a kind of module. With `bundler`, only `preserve` accepts `require`. */
const resolutions = [
  ['node16', 'node16'],
  ['nodenext', 'nodenext'],
  ['bundler', 'preserve'],
] as const;

/** The programs of a project that knows nothing of `exports`. */
const classicPrograms = programs.filter((path) =>
  /classic\/|actions\/(?!mistakes|unguarded).*\.cjs$/.test(path),
);

const ofNode = { types: ['node'], typeRoots: [join(root, 'node_modules/@types')] };

const strictly = {
  target: 'es2022',
  lib: ['es2023'],
  strict: true,
  exactOptionalPropertyTypes: true,
  noEmit: true,
  allowJs: true,
  checkJs: true,
  skipLibCheck: false,
};

describe.each(compilers)('TypeScript %s', (version, tsc) => {
  test.each(resolutions)(
    'accepts every way to import and every correct program, resolved by %s',
    async (moduleResolution, module) => {
      const files = listStrictPrograms(version);
      const compilerOptions = { ...strictly, ...ofNode, module, moduleResolution };
      const program = writeConsumerFile(
        `${version}-${moduleResolution}.json`,
        JSON.stringify({ compilerOptions, files }),
      );

      const ran = await runInConsumer(process.execPath, tsc, '--project', program);

      expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    },
  );

  // Later versions refuse it.
  test.skipIf(Number.parseFloat(version) >= 6)(
    'accepts the programs of a CommonJS project, resolved by node10',
    async () => {
      const options = { module: 'commonjs', moduleResolution: 'node10' };
      const compilerOptions = { ...strictly, ...ofNode, ...options };
      const program = writeConsumerFile(
        `${version}-node10.json`,
        JSON.stringify({ compilerOptions, files: classicPrograms }),
      );

      const ran = await runInConsumer(process.execPath, tsc, '--project', program);

      expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
    },
  );

  test('accepts the correct programs without strict checks', async () => {
    const options = { strict: false, exactOptionalPropertyTypes: false, module: 'nodenext' };
    const compilerOptions = { ...strictly, ...ofNode, ...options };
    const program = writeConsumerFile(
      `${version}-loose.json`,
      JSON.stringify({ compilerOptions, files: correctPrograms }),
    );

    const ran = await runInConsumer(process.execPath, tsc, '--project', program);

    expect(ran).toEqual({ code: 0, stdout: '', stderr: '' });
  });

  test.each(['mts', 'cts'])(
    'checks the types of a small .%s action with few instantiations',
    async (extension) => {
      const action = writeConsumerFile(
        `small.${extension}`,
        `import type { PostChallengeAction } from '@post-challenge/spec';
       const onExecutePostChallenge: PostChallengeAction = async (event, api) => {
         if (event.stats.logins_count > 5) api.access.deny('Too many attempts.');
       };`,
      );
      const compilerOptions = { ...strictly, module: 'nodenext', types: [] };
      const program = writeConsumerFile(
        `${version}-${extension}.json`,
        JSON.stringify({ compilerOptions, files: [action] }),
      );

      const { code, stdout } = await runInConsumer(
        process.execPath,
        tsc,
        '-p',
        program,
        '--extendedDiagnostics',
        '--listFiles',
      );

      expect(code, stdout).toBe(0);
      expect(stdout).toContain('/@post-challenge/spec/bundle/index.d.');
      expect(stdout).not.toContain('typebox');
      expect(Number(/^Instantiations: +(\d+)$/m.exec(stdout)?.[1])).toBeLessThan(30_000);
    },
  );
});
