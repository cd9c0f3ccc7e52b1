import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';

/** Waits until processes have ended; fails where they do not. */
export async function expectEnded(pids: readonly string[]): Promise<void> {
  expect(pids.length).toBeGreaterThan(0);
  await expect.poll(() => pids.filter(isRunning), { timeout: 10_000 }).toEqual([]);
}

/** The processes that have written their ids into a file. */
export function pidsIn(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}

/** Whether a process is there, and has not ended without anybody having asked what it ended by. */
function isRunning(pid: string): boolean {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,stat='], { encoding: 'utf8' });
  return new RegExp(`^ *${pid} +[^Z]`, 'm').test(processes);
}
