import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { installBundledPackages } from '../installed.ts';

let getFolder: () => string;

/** Installs the packages for the tests of a file. Each file calls it: test files that run one after another share this module. */
export function installCommand(): void {
  getFolder = installBundledPackages();
}

/** Returns the folder in which the packages are installed for the tests of a file. */
export function folder(): string {
  return getFolder();
}

/** Code that blocks the event loop for ever, without using the processor as `for (;;);` does. */
export const BLOCK = 'Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);';

/** Lets an implementation that grows without end crash soon. */
const env = { ...process.env, NODE_OPTIONS: '--max-old-space-size=300' };

const bin = 'node_modules/@post-challenge/conformance/bin/post-challenge-conformance.js';

/** The name of the module that holds the implementation. */
export const name = 'implementation.mjs';

/** Starts the command in a folder below the one in which the packages are installed. */
export function start(cwd: string, ...args: string[]) {
  return spawn(process.execPath, [join(folder(), bin), ...args], { cwd, env });
}

/** Runs the command and returns its output, its exit code and its signal. */
export async function runBin(cwd: string, ...args: string[]) {
  const child = start(cwd, ...args);
  const [stdout, stderr, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { stdout, stderr, code: code as number | null, signal: signal as string | null };
}

/** Writes a module into a new folder and returns the folder. Its processes write their ids into the file `pids` there. */
export function writeImplementation(
  source: string,
  cwd = mkdtempSync(join(folder(), 'case-')),
): string {
  writeFileSync(join(cwd, 'pids'), '');
  writeFileSync(
    join(cwd, name),
    `import { fromApi, fromProcess } from '@post-challenge/conformance';
     import { createPostChallenge } from '@post-challenge/reference';
     import { appendFileSync, writeSync } from 'node:fs';
     appendFileSync('pids', process.pid + '\\n');
     ${source}`,
  );
  return cwd;
}
