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

/** How a runner is given the rules as tests. */
interface TestRunner {
  readonly name: string;
  readonly template: string;
  /** The file of tests. */
  readonly file: string;
  /** What runs them. */
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
    // Under this name other runs of Jest pass it by, which fail on ES modules where nothing tells them to load any.
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
 * Writes an adapter, a test and a script into a project, but for what stands there already.
 *
 * @returns What was done, and what comes next.
 */
export function initProject(folder: string): string {
  const path = join(folder, 'package.json');
  const text = readManifestText(path);
  const manifest = parseManifest(text);
  assertPackagesInstalled(path);
  const runner = detectRunner(manifest);
  const files = [
    { file: ADAPTER_PATH, template: 'adapter.mjs', is: 'an adapter, of the reference as yet' },
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
      exists ? `Left as it is: ${file}` : `Wrote ${file}: ${is}`,
    ),
    `${script === undefined ? 'Added to' : 'Left as it is in'} package.json: the script conformance`,
    ...describeNextSteps(runner, script),
    '',
  ].join('\n');
}

function describeNextSteps({ command }: TestRunner, script = CHECK_SCRIPT): string[] {
  const report =
    script === CHECK_SCRIPT
      ? 'npm run conformance'
      : `npx @post-challenge/conformance check ${ADAPTER_PATH}`;
  return [
    '',
    'Next:',
    `  ${report}`,
    `  ${command}`,
    `Both check what ${ADAPTER_PATH} adapts. Put your implementation there.`,
  ];
}

function readManifestText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const sentence =
      'There is no package.json here. Go to the folder of a project, or run npm init.';
    throw new UsageError(sentence, { cause });
  }
}

function parseManifest(text: string): Manifest {
  const manifest = parseJson(text);
  if (isObject(manifest)) return manifest;
  throw new UsageError('package.json is no object. Mend it, and run again.');
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (cause) {
    throw new UsageError(
      `package.json is no JSON: ${describeError(cause)}. Mend it, and run again.`,
      {
        cause,
      },
    );
  }
}

/** Refuses a project that does not find what the adapter and the test import. */
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

/** Writes what is not there, and then the manifest; where any of it fails, nothing is left behind. */
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

/** An object in JSON, indented and ended as another text is. */
function stringifyManifest(text: string, object: object): string {
  const indent = /^[ \t]+(?=")/m.exec(text)?.[0] ?? 2;
  const end = /\s*$/.exec(text)?.[0] ?? '';
  const lines = JSON.stringify(object, null, indent);
  return (text.includes('\r\n') ? lines.replaceAll('\n', '\r\n') : lines) + end;
}
