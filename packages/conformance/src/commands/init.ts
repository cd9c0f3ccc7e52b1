import type { Command } from 'commander';
import { type InitOptions, initProject } from './init-project.ts';
import type { Terminal } from './terminal.ts';

/** Adds the command `init`, which prepares a project. */
export function addInit(program: Command, { stdout }: Terminal): void {
  program
    .command('init')
    .description('add an adapter, a test file and a script to the project in this folder')
    .option('--host', 'adapt a host, which runs several actions, pauses and resumes')
    .action((options: InitOptions) => void stdout.write(initProject(process.cwd(), options)));
}
