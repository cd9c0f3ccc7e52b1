import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import ts from 'typescript-6.0';
import { consumer, writeConsumerFile } from './consumer.ts';

const path = join(
  consumer,
  writeConsumerFile(
    'action.js',
    `
/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  api.authentication.challengeWith({ type: 'push', options: { otpFallback: true } });
  api.cache.set('key', 'value', { expires_at: Date.now() + 1000 });
};
`,
  ),
);

/** A language service that knows only this file. */
const editor = ts.createLanguageService({
  getCompilationSettings: () => ({
    allowJs: true,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }),
  getScriptFileNames: () => [path],
  getScriptVersion: () => '1',
  getScriptSnapshot: (name) =>
    ts.sys.fileExists(name) ? ts.ScriptSnapshot.fromString(readFileSync(name, 'utf8')) : undefined,
  getCurrentDirectory: () => consumer,
  getDefaultLibFileName: ts.getDefaultLibFilePath,
  fileExists: ts.sys.fileExists,
  readFile: ts.sys.readFile,
});

test.each([
  ['challengeWith', /^Asks for a factor/],
  ['expires_at', /milliseconds since the Unix epoch/],
  ['otpFallback', /^Whether the user may enter a one-time code/],
])('an editor shows the documentation of %s in a JavaScript action', (name, sentence) => {
  const info = editor.getQuickInfoAtPosition(path, readFileSync(path, 'utf8').indexOf(name));

  expect(ts.displayPartsToString(info?.documentation)).toMatch(sentence);
});
