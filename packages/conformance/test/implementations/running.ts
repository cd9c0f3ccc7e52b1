import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, vi } from 'vitest';

/** Waits until processes have ended, and fails if they do not. */
export async function expectProcessesEnded(pids: readonly string[]): Promise<void> {
  expect(pids.length).toBeGreaterThan(0);
  await vi.waitFor(() => expect(filterRunning(pids)).toEqual([]), { timeout: 10_000 });
}

/** Reads the ids that processes have written into a file. */
export function readPids(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}

/** Selects the processes that run; zombies do not count. */
function filterRunning(pids: readonly string[]): string[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,stat='], { encoding: 'utf8' });
  const running = [...processes.matchAll(/^ *(\d+) +[^Z]/gm)].map(([, pid]) => pid);
  return pids.filter((pid) => running.includes(pid));
}
