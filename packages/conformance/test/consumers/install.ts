import { mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { installPackages, packPackages } from '../../../../scripts/pack-packages.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of a project in which the packages are installed as a user installs them. */
    readonly consumer: string;
    /** The folder of a project in which TypeBox is installed too. */
    readonly withTypeBox: string;
    /** The tarballs of the packages. */
    readonly tarballs: readonly string[];
  }
}

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const TYPEBOX = 'packages/spec/node_modules/typebox';

/** Packs the packages and installs the tarballs outside the workspace, so that nothing resolves to its packages. */
export default function setupConsumers({ provide }: TestProject): () => void {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'consumers-')));
  const remove = () => rmSync(folder, { recursive: true });
  try {
    installConsumers(folder, provide);
    return remove;
  } catch (error) {
    remove();
    throw error;
  }
}

function installConsumers(folder: string, provide: TestProject['provide']): void {
  const tarballs = packPackages(join(folder, 'tarballs'));
  const consumer = installPackages(join(folder, 'consumer'), tarballs);
  symlinkSync(join(root, 'node_modules/vitest'), join(consumer, 'node_modules/vitest'));

  provide('tarballs', tarballs);
  provide('consumer', consumer);
  const withTypeBox = installPackages(join(folder, 'with-typebox'), [
    ...tarballs,
    join(root, TYPEBOX),
  ]);
  provide('withTypeBox', withTypeBox);
  process.env['POST_CHALLENGE_PACKED'] = withTypeBox;
}
