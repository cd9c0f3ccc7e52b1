import { createEvent, createPostChallenge } from '@post-challenge/reference';
import Module, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { loadAction as LoadAction } from '../../src/run/load-action.ts';
import { fileOf, folderOf } from './files.ts';
import { getInstalledScript, installCommand, runInstalled } from './installed.ts';
import { outcomeIn } from './terminal.ts';

const canImport = 'registerHooks' in Module;

let loadAction: typeof LoadAction;

installCommand();

// Vitest replaces the imports of a source, so Node itself loads this module.
beforeAll(() => {
  const file = join(dirname(getInstalledScript()), '../dist/run/load-action.js');
  ({ loadAction } = createRequire(file)(file) as { loadAction: typeof LoadAction });
});

/** An ES module that imports a module of the platform in each way. */
const importing = `import limits, { limit } from 'actions:limits';
import { twice } from './twice.mjs';
export const onExecutePostChallenge = async (event, api) => {
  const { limit: again } = await import('actions:limits');
  api.access.deny([limit, limits.limit, twice, again].join());
};`;

const files = {
  'action.mjs': importing,
  'twice.mjs': "import { limit } from 'actions:limits'; export const twice = 2 * limit;",
};

/** Loads an action with modules, and returns the reason with which it denies. */
async function readReason(path: string, modules: Readonly<Record<string, unknown>>) {
  const { onExecutePostChallenge } = await loadAction(path, { modules });
  const event = createEvent();
  const { api, outcome } = createPostChallenge({ event });
  await onExecutePostChallenge(event, api);
  return (outcome() as { reason?: string }).reason;
}

describe.runIf(canImport)('an ES module imports', () => {
  test.each([
    ['CommonJS', 'limits.cjs', 'exports.limit = 3;'],
    ['an ES module', 'limits.mjs', 'export const limit = 3; export default { limit };'],
    [
      'a module that imports another',
      'limits.mjs',
      "export { limit } from 'actions:inner'; export { default } from 'actions:inner';",
    ],
  ])('a file that is %s', async (_, name, text) => {
    const folder = folderOf({ ...files, [name]: text, 'inner.cjs': 'exports.limit = 3;' });
    const path = join(folder, 'action.mjs');
    const modules = { limits: join(folder, name), inner: join(folder, 'inner.cjs') };
    const options = Object.entries(modules).flatMap(([key, file]) => [
      '--module',
      `${key}=${file}`,
    ]);

    expect(await readReason(path, modules)).toBe('3,3,6,3');
    expect(outcomeIn(await runInstalled(['run', path, ...options]))).toBe('→ denied: 3,3,6,3');
  });

  test('exports that are given, and others when it is loaded again', async () => {
    const path = fileOf(
      'action.mjs',
      importing.replace("import { twice } from './twice.mjs';", 'const twice = limit;'),
    );

    expect(await readReason(path, { limits: { limit: 3, 'no name': 1 } })).toBe('3,3,3,3');
    expect(await readReason(path, { limits: { limit: 4 } })).toBe('4,4,4,4');
  });

  test('nothing that was not given, with the sentence that require gives', async () => {
    const imports = fileOf('action.mjs', importing);
    const requires = fileOf('action.cjs', "require('actions:limits');");
    const reads = async (path: string, options?: { modules: Record<string, unknown> }) => {
      const error = await loadAction(path, options).catch((thrown: Error) => thrown);
      return (error as Error).message.replace(path, 'PATH');
    };
    for (const options of [undefined, { modules: {} }, { modules: { limit: {} } }]) {
      const sentence = await reads(imports, options);

      expect(sentence).toBe(await reads(requires, options));
      expect(sentence).toMatch(
        /: There is no module limits\. Give it: --module limits=limits\.cjs/,
      );
    }
  });
});

describe.skipIf(canImport)('an ES module that imports a module of the platform', () => {
  test.each([importing, "export * from 'actions:limits';"])(
    'is refused with the remedy',
    async (text) => {
      const path = fileOf('action.mjs', text);
      const sentence = `Cannot load the action ${path}: this version of Node cannot import actions:limits. Use Node 22.15 or newer, or write a CommonJS module with require('actions:limits').`;

      for (const options of [undefined, { modules: { limits: { limit: 3 } } }])
        await expect(loadAction(path, options)).rejects.toThrow(sentence);
    },
  );
});

test.each([1, 2])('an error has its place in a module that was loaded again', async (lines) => {
  const name = `isBroken${lines}`;
  const path = fileOf(
    'action.mjs',
    `${'\n'.repeat(lines)}if (globalThis.${name}) throw new Error('Broken.');\nexport const onExecutePostChallenge = async () => {};`,
  );
  await loadAction(path, { modules: {} });
  Object.assign(globalThis, { [name]: true });

  await expect(loadAction(path, { modules: {} })).rejects.toThrow(`Broken. (${path}:${lines + 1}:`);
});
