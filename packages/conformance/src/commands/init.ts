import type { Command } from 'commander';
import { initProject } from './init-project.ts';
import type { Terminal } from './terminal.ts';

/** The command `init`. */
export function addInit(program: Command, { stdout }: Terminal): void {
  program
    .command('init')
    .description('write an adapter, a test and a script into the project in this folder')
    .action(() => void stdout.write(initProject(process.cwd())));
}
