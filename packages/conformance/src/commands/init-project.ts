import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UsageError, parseJsonText } from '@post-challenge/spec/command-line';
import { type Json, isObject } from '../language/json.ts';
import { describeError } from '../language/serialize-error.ts';
import { writeFileAtomic } from '../report/write-file.ts';
import { packageRoot } from '../language/package-info.ts';
import {
  type Manifest,
  canRunTypeScript,
  detectManager,
  detectRunner,
  usesTypeScript,
} from './project.ts';

const REQUIRED_PACKAGES = ['@post-challenge/conformance', '@post-challenge/reference'];

/** The choices of the user. */
export interface InitOptions {
  /** Whether the implementation is a host, which runs several actions, pauses and resumes. */
  readonly host?: true;
}

/**
 * Writes an adapter, a test and a script into a project. Leaves files and scripts that exist unchanged.
 *
 * @returns A text about the changes and the next steps.
 */
export function initProject(folder: string, { host }: InitOptions = {}): string {
  const path = join(folder, 'package.json');
  const text = readManifestText(path);
  const manifest = parseManifest(text);
  assertPackagesInstalled(path);
  const runner = detectRunner(manifest);
  const isTyped = runner.format === 'mjs' && usesTypeScript(folder, manifest);
  const format: Format = isTyped && canRunTypeScript() ? 'mts' : runner.format;
  const adapter = `conformance/adapter.${format}`;
  const files = [
    {
      file: adapter,
      template: host ? 'host.mjs' : 'adapter.mjs',
      is: 'an adapter, which adapts the reference for now',
    },
    {
      file: `conformance/rules.test.${format}`,
      template: runner.template,
      is: `a test for each rule, with ${runner.name}`,
    },
  ].map((entry) => ({ ...entry, format, exists: existsSync(join(folder, entry.file)) }));
  const { scripts } = manifest;
  const before = scripts?.['conformance'];
  const script = `post-challenge-conformance check ${adapter}`;
  writeFiles(folder, files, () => {
    const changed = { ...manifest, scripts: { ...scripts, conformance: script } };
    if (before === undefined) writeFileAtomic(path, stringifyManifest(text, changed));
  });
  const manager = detectManager(folder, manifest);
  const isOurs = before === undefined || before === script;
  return [
    ...files.map(({ file, is, exists }) =>
      exists ? `Left unchanged: ${file}` : `Wrote ${file}: ${is}`,
    ),
    `${before === undefined ? 'Added to' : 'Left unchanged in'} package.json: the script conformance`,
    '',
    'Next:',
    `  ${isOurs ? `${manager.run} conformance` : `${manager.exec} ${script}`}`,
    `  ${runner.command(manager, `conformance/rules.test.${format}`)}`,
    `Both check the implementation in ${adapter}. Replace the reference there with yours.`,
    ...(isTyped && format === 'mjs' ? [ADVICE_FOR_TYPESCRIPT] : []),
    '',
  ].join('\n');
}

const ADVICE_FOR_TYPESCRIPT =
  'This version of Node does not run TypeScript. With Node 22.18 or newer, init writes .mts files.';

function readManifestText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const message =
      'This folder has no package.json. Change to the folder of a project, or run npm init.';
    throw new UsageError(message, { cause });
  }
}

function parseManifest(text: string): Manifest {
  const manifest = parseJson(text);
  if (isObject(manifest)) return manifest;
  throw new UsageError('package.json is not a JSON object. Correct it, and run again.');
}

function parseJson(text: string): Json {
  try {
    return parseJsonText('package.json', text) as Json;
  } catch (cause) {
    const { message } = cause as UsageError;
    throw new UsageError(`${message} Correct it, and run again.`, { cause });
  }
}

/** Throws if a package that the adapter or the test imports is not installed in the project. */
function assertPackagesInstalled(path: string): void {
  const { resolve } = createRequire(path);
  for (const name of REQUIRED_PACKAGES) {
    try {
      resolve(`${name}/package.json`);
    } catch (cause) {
      throw new UsageError(
        `${name} is not installed here. Install ${REQUIRED_PACKAGES.join(' and ')}.`,
        {
          cause,
        },
      );
    }
  }
}

/** The formats of the files that init writes. */
type Format = 'cjs' | 'mjs' | 'mts';

interface TemplateFile {
  readonly file: string;
  readonly template: string;
  readonly format: Format;
  readonly exists: boolean;
}

/** Reads a template, which is a JavaScript module with comments that give it types, in another format. */
function readTemplate({ template, format }: TemplateFile): string {
  const text = readFileSync(join(packageRoot, 'templates', template), 'utf8').replaceAll(
    'adapter.mjs',
    `adapter.${format}`,
  );
  if (format === 'mts')
    return text
      .replace('// @ts-check\n', '')
      .replaceAll(/\/\*\* @type \{(\w+)\} \*\/ \((\w+)\)/g, '$2 as $1');
  if (format === 'mjs') return text;
  return text
    .replaceAll(/^import (.*) from ('.*');$/gm, 'const $1 = require($2);')
    .replace('export default ', 'module.exports = ');
}

/** Writes the missing files, and then the manifest. If one of them fails, removes all files that it wrote. */
function writeFiles(
  folder: string,
  files: readonly TemplateFile[],
  writeManifest: () => void,
): void {
  const missing = files.filter(({ exists }) => !exists);
  const createdPaths: string[] = [];
  try {
    for (const entry of missing) {
      const path = join(folder, entry.file);
      const parent = mkdirSync(dirname(path), { recursive: true });
      if (parent !== undefined) createdPaths.push(parent);
      writeFileSync(path, readTemplate(entry), { flag: 'wx' });
      createdPaths.push(path);
    }
    writeManifest();
  } catch (cause) {
    createdPaths.forEach((path) => rmSync(path, { recursive: true, force: true }));
    throw new UsageError(`Nothing was written: ${describeError(cause)}.`, { cause });
  }
}

/** Formats an object as JSON, with the indentation and the line ends of a given text. */
function stringifyManifest(text: string, object: object): string {
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? 2;
  const end = /\s*$/.exec(text)?.[0] ?? '';
  const lines = JSON.stringify(object, null, indent);
  const mark = text.startsWith('\u{FEFF}') ? '\u{FEFF}' : '';
  return mark + (text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines) + end;
}
