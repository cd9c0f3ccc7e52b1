import { createEvent, createPostChallenge, loadAction } from '@post-challenge/reference';
import { realpathSync, symlinkSync } from 'node:fs';
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

  test.each([
    ['module.exports', `module.exports = Promise.resolve({ onExecutePostChallenge: ${handler} });`],
    [
      'a default export',
      `exports.default = (async () => ({ onExecutePostChallenge: ${handler} }))();`,
    ],
    [
      'a default export in a default export',
      `exports.default = { __esModule: true, default: { onExecutePostChallenge: ${handler} } };`,
    ],
  ])('unwraps a promise or another default export: %s', async (_, text) => {
    const action = await loadAction(fileOf('a.cjs', text));

    expect(Object.keys(action)).toEqual(['onExecutePostChallenge']);
  });

  test('gives an action its own modules', async () => {
    const path = fileOf(
      'a.cjs',
      "exports.limit = require('actions:limits').limit; exports.onExecutePostChallenge = async (event, api) => { api.access.deny(`${require('actions:limits').limit}`); };",
    );
    const event = createEvent();
    const deny = async (limits: unknown) => {
      const { onExecutePostChallenge } = await loadAction(path, { modules: { limits } });
      const { api, outcome } = createPostChallenge({ event });
      await onExecutePostChallenge(event, api);
      return outcome();
    };

    expect(await deny({ limit: 3 })).toMatchObject({ reason: '3' });
    expect(await deny(fileOf('limits.cjs', 'exports.limit = 4;'))).toMatchObject({ reason: '4' });
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

  const target =
    'was compiled below ES2017, and so is not an async function. Set the target of the compiler to es2017 or later.';
  // A newer Node removes types, but no enumerations and namespaces.
  const typeScript = Object.hasOwn(process.features, 'typescript')
    ? 'is not supported in strip-only mode'
    : 'it is TypeScript. Compile it, or run with tsx or Node 22.18 or newer.';
  const esModule =
    'it is an ES module, because of its name, its package or its export, and it uses';
  const writeCommonJs = 'It is a CommonJS module, because of its name or its package.';

  test.each([
    [
      'a.cjs',
      'var __awaiter = (t, a, P, g) => new Promise(() => {}); exports.onExecutePostChallenge = (event, api) => __awaiter(this, void 0, void 0, function* () {});',
      target,
    ],
    [
      'b.cjs',
      'const _asyncToGenerator = (f) => f; exports.onExecutePostChallenge = function () { return _asyncToGenerator(function* () {}).apply(this, arguments); };',
      target,
    ],
    [
      'c.cjs',
      'const tslib_1 = { __awaiter() {} }; exports.onContinuePostChallenge = () => tslib_1.__awaiter(); exports.onExecutePostChallenge = async () => {};',
      target,
    ],
    ['a.ts', 'export enum Limit { most = 3 }', typeScript],
    ['a.cts', 'namespace limits { export const most = 3; }', typeScript],
    ['a.mjs', "const os = require('os'); export const a = 1;", `${esModule} require`],
    ['b.mjs', 'module.exports = {};', `${esModule} module`],
    ['c.mjs', 'exports.onExecutePostChallenge = async () => {};', `${esModule} exports`],
    ['d.cjs', 'export const onExecutePostChallenge = async () => {};', writeCommonJs],
    ['e.cjs', "import os from 'os';", writeCommonJs],
    ['f.cjs', "JSON.parse('{');", 'it throws while it loads: '],
    [
      'g.cjs',
      'module.exports = Promise.reject(new Error("Not yet."));',
      'it throws while it loads: Not yet.',
    ],
    ['event.json', '{ "user": {} }', 'it is JSON. Give an event with --event.'],
  ])('%s, with the reason and the remedy', async (name, text, reason) => {
    await expect(loadAction(fileOf(name, text))).rejects.toThrow(reason);
  });

  test('a helper that does not parse, with its place', async () => {
    const folder = folderOf({ 'a.cjs': "require('./b.cjs');", 'b.cjs': '\n\nconst = 3;' });

    await expect(loadAction(join(folder, 'a.cjs'))).rejects.toThrow(
      `a file that it loads does not parse: Unexpected token '=' (${realpathSync(folder)}/b.cjs:3).`,
    );
  });

  test.each([
    ['throw new Error("No.");', 'it throws while it loads: No. (PATH:1:7).'],
    ['\n const = 3;', "it does not parse: Unexpected token '=' (PATH:2)."],
  ])('a file behind a symbolic link, with the location: %j', async (text, reason) => {
    const path = join(folderOf({}), 'link.cjs');
    symlinkSync(fileOf('a.cjs', text), path);

    await expect(loadAction(path)).rejects.toThrow(reason.replace('PATH', path));
  });

  test.each([
    [undefined, "path is undefined, expected the path of a file. Write loadAction('action.cjs')."],
    [5, "path is a number, expected the path of a file. Write loadAction('action.cjs')."],
    ['', "path is an empty string, expected the path of a file. Write loadAction('action.cjs')."],
    [
      new URL('file:///a.cjs'),
      'path is a URL, expected the path of a file. Write fileURLToPath(url).',
    ],
    ['file:///a.cjs', 'path is a URL, expected the path of a file. Write fileURLToPath(url).'],
  ])('the path %s', async (path, problem) => {
    await expect(loadAction(path as string)).rejects.toThrow(
      new TypeError(`Cannot load an action: ${problem}`),
    );
  });

  test.each([
    ['without the extension of the file', 'verified', 'verified.cjs'],
    ['with a wrong letter', 'verifed.cjs', 'verified.cjs'],
  ])('a path %s', async (_, given, meant) => {
    const folder = folderOf({ 'verified.cjs': '', 'other.cjs': '' });

    await expect(loadAction(join(folder, given))).rejects.toThrow(
      `the file does not exist. Did you mean ${join(folder, meant)}?`,
    );
  });

  test.each(['axios', '@scope/axios'])(
    'a file that requires %s, which is not installed',
    async (name) => {
      await expect(loadAction(fileOf('a.cjs', `require('${name}');`))).rejects.toThrow(
        new RegExp(
          `Cannot find module '${name}' .*\\. Install ${name} in the project of the action\\.$`,
        ),
      );
    },
  );

  test('a misspelt option', async () => {
    const path = fileOf('a.cjs', `exports.onExecutePostChallenge = ${handler};`);

    await expect(loadAction(path, { module: {} } as object)).rejects.toThrow(
      new TypeError(
        'Cannot load the action: unknown option "module". Allowed: "modules". Did you mean "modules"?',
      ),
    );
  });

  test('the path of a module that does not exist', async () => {
    const path = fileOf('a.cjs', `exports.onExecutePostChallenge = ${handler};`);

    await expect(loadAction(path, { modules: { limits: 'no/limits.cjs' } })).rejects.toThrow(
      `Cannot load the action ${path}: its module limits cannot be read: no/limits.cjs does not exist.`,
    );
  });

  test('a file that does not exist', async () => {
    const path = join(folderOf({}), 'a.cjs');

    await expect(loadAction(path)).rejects.toThrow(
      new Error(`Cannot load the action ${path}: the file does not exist.`),
    );
  });

  test('a folder', async () => {
    const path = folderOf({ 'index.js': `exports.onExecutePostChallenge = ${handler};` });

    await expect(loadAction(path)).rejects.toThrow(
      new Error(`Cannot load the action ${path}: it is a folder. Name a file.`),
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
