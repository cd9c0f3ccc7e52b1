import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';

/** The folder of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * The folder in which the documents of this worker run. Inside the workspace, so that its tools are found, but with its own packages.
 */
export const workshop = join(root, 'docs/temp', String(process.pid));

const commands = join(workshop, 'node_modules/.bin');

/** Creates the folder, with the packages that `pnpm test:consumers` packed. */
export function openWorkshop(): void {
  closeWorkshop();
  mkdirSync(workshop, { recursive: true });
  symlinkSync(join(inject('consumer'), 'node_modules'), join(workshop, 'node_modules'));
  // Without it, vitest uses the configuration of the repository.
  writeFileSync(join(workshop, 'vitest.config.js'), 'export default {};');
}

/** Removes the folder. */
export function closeWorkshop(): void {
  rmSync(workshop, { recursive: true, force: true });
}

/** Writes a configuration of the compiler into the folder. */
export function writeCompilerConfig(name: string, config: object): void {
  writeFileSync(join(workshop, name), JSON.stringify(config));
}

/** Runs the compiler with a configuration. Throws if it reports an error. */
export function runCompiler(name: string): void {
  const { exitCode, printed } = runShell(`tsc -p ${name}`, workshop);
  if (exitCode !== 0) throw new Error(printed);
}

/** Runs a command as a user who installed the packages does. Replaces `npx` by the command that it would run. */
export function runShell(command: string, folder: string): { exitCode: number; printed: string } {
  const found = command.replaceAll(/\bnpx (?:--no-install )?(?:@[\w-]+\/)?/g, '');
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
