import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';

/** The folder of the consumer project, in which the packages are installed. */
export const consumer = inject('consumer');

/** The output and the exit code of a process. */
export interface ProcessResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in the consumer project. */
export function runInConsumer(command: string, ...args: readonly string[]): Promise<ProcessResult> {
  return runInFolder(consumer, command, ...args);
}

/** Runs a command in a folder. */
export async function runInFolder(
  cwd: string,
  command: string,
  ...args: readonly string[]
): Promise<ProcessResult> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise<number | null>((resolve, reject) => {
    child.on('close', resolve).on('error', reject);
  });
  const [stdout, stderr, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    closed,
  ]);
  return { code, stdout, stderr };
}

/** Writes a file into the consumer project. Returns its path relative to the project. */
export function writeConsumerFile(name: string, content: string): string {
  const path = join(consumer, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return name;
}
