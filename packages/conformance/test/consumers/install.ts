import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder in which the packages are installed as a user installs them. */
    readonly consumer: string;
    /** The tarballs of the packages. */
    readonly tarballs: readonly string[];
  }
}

const root = fileURLToPath(new URL('../../../..', import.meta.url));

/** Packs the packages and installs the tarballs, far from everything that the workspace has installed. */
export default function install({ provide }: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'consumers-')));
  const packed = join(folder, 'tarballs');
  const consumer = join(folder, 'consumer');
  run('pnpm', ['-r', '--filter', './packages/*', 'pack', '--pack-destination', packed], root);
  const tarballs = readdirSync(packed).map((name) => join(packed, name));
  run('npm', ['install', '--prefix', consumer, '--prefer-offline', ...tarballs], packed);
  provide('consumer', consumer);
  provide('tarballs', tarballs);
  return () => rmSync(folder, { recursive: true });
}

/** Runs a command to its end; what it says is shown where it fails. */
function run(command: string, args: readonly string[], cwd: string): void {
  execFileSync(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}
