import { loadAction } from '@post-challenge/reference';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fileOf, folderOf } from './files.ts';

const handler = 'async (event, api) => { api.access.deny("No."); }';

describe('loadAction', () => {
  test.each([
    ['members of exports', 'a.cjs', `exports.onExecutePostChallenge = ${handler};`],
    ['module.exports', 'a.cjs', `module.exports = { onExecutePostChallenge: ${handler} };`],
    ['a method', 'a.cjs', 'module.exports = { async onExecutePostChallenge() {} };'],
    ['CommonJS in .js', 'a.js', `exports.onExecutePostChallenge = ${handler};`],
    ['a named export', 'a.mjs', `export const onExecutePostChallenge = ${handler};`],
    ['a default export', 'a.mjs', `export default { onExecutePostChallenge: ${handler} };`],
    [
      'a default export that was compiled to CommonJS',
      'a.cjs',
      `exports.__esModule = true; exports.default = { onExecutePostChallenge: ${handler} };`,
    ],
    [
      'named exports next to another default export',
      'a.mjs',
      `export const onExecutePostChallenge = ${handler}; export default { limit: 3 };`,
    ],
    [
      'a module with a top-level await',
      'a.mjs',
      `await null; export const onExecutePostChallenge = ${handler};`,
    ],
  ])('loads %s', async (_, name, text) => {
    const action = await loadAction(fileOf(name, text));

    expect(Object.keys(action)).toEqual(['onExecutePostChallenge']);
  });

  test('loads an ES module named .js in a package of type module', async () => {
    const folder = folderOf({
      'package.json': '{ "type": "module" }',
      'a.js': `export const onExecutePostChallenge = ${handler};`,
    });

    await expect(loadAction(join(folder, 'a.js'))).resolves.toHaveProperty(
      'onExecutePostChallenge',
    );
  });

  test('returns both handlers and no other export', async () => {
    const path = fileOf(
      'a.cjs',
      `exports.limit = 3;
       exports.onExecutePostLogin = ${handler};
       exports.onExecutePostChallenge = ${handler};
       exports.onContinuePostChallenge = ${handler};`,
    );

    const action = await loadAction(path);

    expect(Object.keys(action)).toEqual(['onExecutePostChallenge', 'onContinuePostChallenge']);
  });
});

const writeMember = 'Write exports.onExecutePostChallenge = async (event, api) => { … }.';

describe('loadAction refuses', () => {
  test.each([
    ['module.exports = async () => {};', `it exports a function, not an object. ${writeMember}`],
    ['module.exports = null;', `it exports null, not an object. ${writeMember}`],
    ['', `it exports nothing, expected onExecutePostChallenge. ${writeMember}`],
    [
      'exports.main = async () => {}; exports.limit = 3;',
      `it exports main, limit, expected onExecutePostChallenge. ${writeMember}`,
    ],
    [
      'exports.onExecutePostChallenge = (event, api) => {};',
      `onExecutePostChallenge is a function, not an async function. ${writeMember}`,
    ],
    [
      'exports.onExecutePostChallenge = async function* () {};',
      `onExecutePostChallenge is a function, not an async function. ${writeMember}`,
    ],
    [
      'exports.onExecutePostChallenge = "deny";',
      `onExecutePostChallenge is a string, not an async function. ${writeMember}`,
    ],
    [
      'exports.onExecutePostChallenge = {};',
      `onExecutePostChallenge is an object, not an async function. ${writeMember}`,
    ],
    [
      'exports.onExecutePostChallenge = undefined;',
      `onExecutePostChallenge is undefined, not an async function. ${writeMember}`,
    ],
    [
      'exports.onExecutePostChallenge = async () => {}; exports.onContinuePostChallenge = () => {};',
      'onContinuePostChallenge is a function, not an async function. Write exports.onContinuePostChallenge = async (event, api) => { … }.',
    ],
    [
      'exports.onContinuePostChallenge = async () => {};',
      `it exports onContinuePostChallenge, expected onExecutePostChallenge. ${writeMember}`,
    ],
  ])('%s', async (text, reason) => {
    const path = fileOf('a.cjs', text);

    await expect(loadAction(path)).rejects.toThrow(
      new TypeError(`Cannot load the action ${path}: ${reason}`),
    );
  });

  test.each(['once', 'online', 'onExecuted = 1; exports.only'])(
    'not the export %s beside the handler',
    async (name) => {
      const path = fileOf(
        'a.cjs',
        `exports.${name} = ${handler}; exports.onExecutePostChallenge = ${handler};`,
      );

      expect(await loadAction(path)).toHaveProperty('onExecutePostChallenge');
    },
  );

  test('the name onExecute beside an export that begins with on', async () => {
    const path = fileOf(
      'a.cjs',
      `exports.once = ${handler}; exports.onLimit = 5; exports.onExecute = ${handler};`,
    );

    await expect(loadAction(path)).rejects.toThrow(
      'it exports onExecute, which the trigger ignores. Rename it to onExecutePostChallenge.',
    );
  });

  test('not a continue handler that is undefined', async () => {
    const path = fileOf(
      'a.cjs',
      `exports.onContinuePostChallenge = undefined; exports.onExecutePostChallenge = ${handler};`,
    );

    expect(Object.keys(await loadAction(path))).toEqual(['onExecutePostChallenge']);
  });

  test('an ES module, with advice in its syntax', async () => {
    const path = fileOf('a.mjs', 'export default async () => {};');

    await expect(loadAction(path)).rejects.toThrow(
      new TypeError(
        `Cannot load the action ${path}: it exports default, expected onExecutePostChallenge. Write export const onExecutePostChallenge = async (event, api) => { … }.`,
      ),
    );
  });

  test.each([
    ['onPostChallenge', 'onExecutePostChallenge'],
    ['onExecutePasswordResetPostChallenge', 'onExecutePostChallenge'],
    ['onExecutePostLogin', 'onExecutePostChallenge'],
    ['onExecutePostChangePassword', 'onExecutePostChallenge'],
    ['onExecutepostChallenge', 'onExecutePostChallenge'],
    ['OnExecutePostChallenge', 'onExecutePostChallenge'],
    ['on_execute_post_challenge', 'onExecutePostChallenge'],
  ])('the name %s', async (name, right) => {
    const path = fileOf('a.cjs', `exports.${name} = async () => {};`);

    await expect(loadAction(path)).rejects.toThrow(
      new TypeError(
        `Cannot load the action ${path}: it exports ${name}, which the trigger ignores. Rename it to ${right}.`,
      ),
    );
  });

  test.each(['onContinuePasswordResetPostChallenge', 'onContinuepostChallenge'])(
    'the name %s next to a handler with the right name',
    async (name) => {
      const path = fileOf(
        'a.cjs',
        `exports.onExecutePostChallenge = ${handler}; exports.${name} = ${handler};`,
      );

      await expect(loadAction(path)).rejects.toThrow(
        new TypeError(
          `Cannot load the action ${path}: it exports ${name}, which the trigger ignores. Rename it to onContinuePostChallenge.`,
        ),
      );
    },
  );

  test('a file that does not exist', async () => {
    const path = join(folderOf({}), 'a.cjs');

    await expect(loadAction(path)).rejects.toThrow(
      new Error(`Cannot load the action ${path}: the file does not exist.`),
    );
  });

  test('a folder', async () => {
    const path = folderOf({ 'index.js': `exports.onExecutePostChallenge = ${handler};` });

    await expect(loadAction(path)).rejects.toThrow(
      new Error(`Cannot load the action ${path}: the file does not exist.`),
    );
  });

  test('a file that does not parse, with the line', async () => {
    const path = fileOf('a.cjs', '\nexports.onExecutePostChallenge = };');

    await expect(loadAction(path)).rejects.toThrow(
      `Cannot load the action ${path}: it does not parse: Unexpected token '}' (${path}:2).`,
    );
  });

  test('a file that throws, with the location and the cause', async () => {
    const path = fileOf('a.cjs', "\n  throw new RangeError('Too far.\\nMuch too far.');");

    const error = await loadAction(path).catch((error: unknown) => error);

    expect(error).toMatchObject({
      message: `Cannot load the action ${path}: it throws while it loads: Too far. (${path}:2:9).`,
      cause: { name: 'RangeError' },
    });
  });

  test('an ES module that throws, in a folder whose name has a space', async () => {
    const path = join(
      folderOf({ 'my actions/a.mjs': "throw new Error('No.');" }),
      'my actions/a.mjs',
    );

    await expect(loadAction(path)).rejects.toThrow(
      `Cannot load the action ${path}: it throws while it loads: No. (${path}:1:7).`,
    );
  });

  test('a file that requires a missing package', async () => {
    const path = fileOf('a.cjs', "require('not-there');");

    await expect(loadAction(path)).rejects.toThrow(
      `Cannot load the action ${path}: it throws while it loads: Cannot find module 'not-there' (${path}:1:1).`,
    );
  });
});
