import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { addGroup, removeGroup } from '../../implementations/process/process-groups.ts';

/** The processes that this process has started and that may still run. */
const running = new Set<ChildProcess>();

/** Remembers every process that this process starts from now on, whoever starts it. */
export function watchChildProcesses(): void {
  subscribe('child_process', (message) => {
    const { process: child } = message as { process: ChildProcess };
    running.add(child);
    child.once('spawn', () => addGroup(Number(child.pid)));
    child.once('exit', () => {
      running.delete(child);
      removeGroup(Number(child.pid));
    });
  });
}

/** Sends a signal to the processes that still run. */
export function signalChildProcesses(signal: 'SIGTERM' | 'SIGKILL'): void {
  running.forEach((child) => child.kill(signal));
}
