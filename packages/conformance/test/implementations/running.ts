import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, vi } from 'vitest';

/** Waits until processes have ended; fails if they do not. */
export async function expectProcessesEnded(pids: readonly string[]): Promise<void> {
  expect(pids.length).toBeGreaterThan(0);
  await vi.waitFor(() => expect(filterRunning(pids)).toEqual([]), { timeout: 10_000 });
}

/** The processes that have written their ids into a file. */
export function readPids(file: string): string[] {
  return readFileSync(file, 'utf8').trim().split('\n');
}

/** Selects the processes that are there, but for those that have ended without anybody having asked what they ended by. */
function filterRunning(pids: readonly string[]): string[] {
  const processes = execFileSync('ps', ['-A', '-o', 'pid=,stat='], { encoding: 'utf8' });
  const running = [...processes.matchAll(/^ *(\d+) +[^Z]/gm)].map(([, pid]) => pid);
  return pids.filter((pid) => running.includes(pid));
}
