import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where documents are tried: below the workspace, so that its tools are found, and in front of its own packages. */
export const workshop = join(root, 'docs/temp');

const commands = join(workshop, 'node_modules/.bin');

/** Begins a workshop in which the packages are installed that `pnpm test:consumers` has packed. */
export function openWorkshop(): void {
  closeWorkshop();
  mkdirSync(workshop, { recursive: true });
  symlinkSync(join(inject('consumer'), 'node_modules'), join(workshop, 'node_modules'));
  // Else vitest takes the configuration of the repository.
  writeFileSync(join(workshop, 'vitest.config.js'), 'export default {};');
}

/** Removes the workshop. */
export function closeWorkshop(): void {
  rmSync(workshop, { recursive: true, force: true });
}

/** Writes a configuration of the compiler into the workshop. */
export function writeCompilerConfig(name: string, config: object): void {
  writeFileSync(join(workshop, name), JSON.stringify(config));
}

/** Runs the compiler on a configuration of the workshop, and throws where it finds a fault. */
export function runCompiler(name: string): void {
  const { exitCode, printed } = runShell(`tsc -p ${name}`, workshop);
  if (exitCode !== 0) throw new Error(printed);
}

/** Runs a command as a user does who has installed the packages; all that it takes of `npx` is to find a command. */
export function runShell(command: string, folder: string): { exitCode: number; printed: string } {
  const found = command.replaceAll(/\bnpx (@post-challenge\/)?(@[\w-]+\/)?/g, (_, ours) =>
    ours === undefined ? '' : 'post-challenge-',
  );
  const { PATH = '' } = process.env;
  const path = [commands, join(root, 'node_modules/.bin'), dirname(process.execPath), PATH];
  const { status, stdout } = spawnSync(`{ ${found}\n} 2>&1`, {
    cwd: folder,
    encoding: 'utf8',
    env: { PATH: path.join(delimiter), NO_COLOR: '1' },
    shell: true,
  });
  return { exitCode: status ?? NaN, printed: stdout };
}
