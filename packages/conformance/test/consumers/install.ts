import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** A folder in which the packages are installed as a user installs them. */
    readonly consumer: string;
    /** Another one, in which TypeBox stands beside them. */
    readonly withTypeBox: string;
    /** The tarballs of the packages. */
    readonly tarballs: readonly string[];
  }
}

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const TYPEBOX = 'packages/spec/node_modules/typebox';

/** Packs the packages and installs the tarballs, far from everything that the workspace has installed. */
export default function install({ provide }: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'consumers-')));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    installIn(folder, provide);
    return remove;
  } catch (error) {
    remove();
    throw error;
  }
}

function installIn(folder: string, provide: TestProject['provide']): void {
  const packed = join(folder, 'tarballs');
  run('pnpm', ['-r', '--filter', './packages/*', 'pack', '--pack-destination', packed]);
  const tarballs = readdirSync(packed).map((name) => join(packed, name));
  const installed = (name: string, ...packages: string[]) => {
    run('npm', ['install', '--prefix', join(folder, name), '--prefer-offline', ...packages]);
    return join(folder, name);
  };

  const consumer = installed('consumer', ...tarballs);
  symlinkSync(join(root, 'node_modules/vitest'), join(consumer, 'node_modules/vitest'));

  provide('tarballs', tarballs);
  provide('consumer', consumer);
  const withTypeBox = installed('with-typebox', ...tarballs, join(root, TYPEBOX));
  provide('withTypeBox', withTypeBox);
  process.env['POST_CHALLENGE_PACKED'] = withTypeBox;
}

/** Runs a command to its end; what it says is shown where it fails. */
function run(command: string, args: readonly string[]): void {
  execFileSync(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], encoding: 'utf8' });
}
