import { constants, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { UsageError } from '@post-challenge/spec/command-line';
import { type Json, isObject } from '../language/json.ts';
import { describeError } from '../language/serialize-error.ts';
import { writeFileAtomic } from '../report/write-file.ts';
import { packageRoot } from '../language/package-info.ts';

const ADAPTER_PATH = 'conformance/adapter.mjs';
const CHECK_SCRIPT = `post-challenge-conformance check ${ADAPTER_PATH}`;
const REQUIRED_PACKAGES = ['@post-challenge/conformance', '@post-challenge/reference'];

/** How a test runner runs the rules as tests. */
interface TestRunner {
  readonly name: string;
  readonly template: string;
  /** The path of the test file. */
  readonly file: string;
  /** The command that runs the test file. */
  readonly command: string;
}

const runners = {
  vitest: {
    name: 'vitest',
    template: 'rules.vitest.mjs',
    file: 'conformance/rules.test.mjs',
    command: 'npx vitest run conformance',
  },
  jest: {
    name: 'Jest',
    template: 'rules.jest.mjs',
    // Jest fails on ES modules without a flag of Node. By default it does not run a file with this name.
    file: 'conformance/rules.jest.mjs',
    command:
      'node --experimental-vm-modules node_modules/jest/bin/jest.js --testMatch "**/rules.jest.mjs"',
  },
  node: {
    name: 'node:test',
    template: 'rules.node.mjs',
    file: 'conformance/rules.test.mjs',
    command: 'node --test conformance/rules.test.mjs',
  },
} as const satisfies Record<string, TestRunner>;

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: object;
  readonly devDependencies?: object;
}

/**
 * Writes an adapter, a test and a script into a project. Leaves files and scripts that exist unchanged.
 *
 * @returns A text about the changes and the next steps.
 */
export function initProject(folder: string): string {
  const path = join(folder, 'package.json');
  const text = readManifestText(path);
  const manifest = parseManifest(text);
  assertPackagesInstalled(path);
  const runner = detectRunner(manifest);
  const files = [
    {
      file: ADAPTER_PATH,
      template: 'adapter.mjs',
      is: 'an adapter, which adapts the reference for now',
    },
    { ...runner, is: `a test for each rule, with ${runner.name}` },
  ].map((entry) => ({ ...entry, exists: existsSync(join(folder, entry.file)) }));
  const { scripts } = manifest;
  const script = scripts?.['conformance'];
  writeFiles(folder, files, () => {
    const changed = { ...manifest, scripts: { ...scripts, conformance: CHECK_SCRIPT } };
    if (script === undefined) writeFileAtomic(path, stringifyManifest(text, changed));
  });
  return [
    ...files.map(({ file, is, exists }) =>
      exists ? `Left unchanged: ${file}` : `Wrote ${file}: ${is}`,
    ),
    `${script === undefined ? 'Added to' : 'Left unchanged in'} package.json: the script conformance`,
    ...describeNextSteps(runner, script),
    '',
  ].join('\n');
}

function describeNextSteps({ command }: TestRunner, script = CHECK_SCRIPT): string[] {
  const report =
    script === CHECK_SCRIPT
      ? 'npm run conformance'
      : `npx --no-install post-challenge-conformance check ${ADAPTER_PATH}`;
  return [
    '',
    'Next:',
    `  ${report}`,
    `  ${command}`,
    `Both check the implementation in ${ADAPTER_PATH}. Replace the reference there with yours.`,
  ];
}

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
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new UsageError(
      `package.json is not valid JSON: ${describeError(cause)}. Correct it, and run again.`,
      {
        cause,
      },
    );
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

function detectRunner({ dependencies, devDependencies }: Manifest): TestRunner {
  const names = Object.keys({ ...dependencies, ...devDependencies });
  if (names.includes('vitest')) return runners.vitest;
  return names.includes('jest') ? runners.jest : runners.node;
}

interface TemplateFile {
  readonly file: string;
  readonly template: string;
  readonly exists: boolean;
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
    for (const { file, template } of missing) {
      const path = join(folder, file);
      const parent = mkdirSync(dirname(path), { recursive: true });
      if (parent !== undefined) createdPaths.push(parent);
      copyFileSync(resolveTemplatePath(template), path, constants.COPYFILE_EXCL);
      createdPaths.push(path);
    }
    writeManifest();
  } catch (cause) {
    createdPaths.forEach((path) => rmSync(path, { recursive: true, force: true }));
    throw new UsageError(`Nothing was written: ${describeError(cause)}.`, { cause });
  }
}

function resolveTemplatePath(name: string): string {
  return join(packageRoot, 'templates', name);
}

/** Formats an object as JSON, with the indentation and the line ends of a given text. */
function stringifyManifest(text: string, object: object): string {
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? 2;
  const end = /\s*$/.exec(text)?.[0] ?? '';
  const lines = JSON.stringify(object, null, indent);
  return (text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines) + end;
}
