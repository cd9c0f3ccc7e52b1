import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Step, StepResult } from './serve/step.ts';

/** The argument that makes the script of the command a worker. */
export const WORKER_ARGUMENT = '--worker-of-run';

/** How long a worker may last after its report, in milliseconds. */
export const GRACE_PERIOD = 1000;

/** The sentence if a worker ends before its report is complete. */
export const UNFINISHED =
  'An action ended the process, or left a promise pending, before the report was complete.';

/** The sentence if an action fails in a way that no handler reports. The message of the error may hold a secret. */
export const OUTSIDE_HANDLER =
  'An action threw, or rejected a promise, outside its handler. Await every promise in it.';

/** A command to run, or a step of a transaction to execute. */
export type Task =
  | {
      readonly args: readonly string[];
      readonly stdout: StreamInfo;
      readonly stderr: StreamInfo;
    }
  | { readonly step: Step };

/** The first message to a worker. The worker repeats the key in every message, so that an action cannot send one. */
export type WorkerTask = Task & { readonly key: string };

/** A stream of the command. */
export interface StreamInfo {
  readonly isTTY: boolean;
  readonly columns?: number;
}

/** A message of a worker: text for a stream, the exit code as far as it is known, the result of a step, or a sentence on its failure. */
export interface WorkerMessage {
  readonly key: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
  readonly result?: StepResult;
  readonly problem?: string;
}

/** Starts a worker. Whatever it writes to its standard output goes to the standard error of this process. */
export function startWorker(
  script: string,
  task: Task,
  onMessage: (message: WorkerMessage) => void,
  stdin: 'inherit' | 'ignore' = 'inherit',
): ChildProcess {
  const stdio: StdioOptions = [stdin, process.stderr.fd, 'inherit', 'ipc'];
  const worker = spawn(process.execPath, [...process.execArgv, script, WORKER_ARGUMENT], {
    stdio,
    // Values such as NaN are no JSON.
    serialization: 'advanced',
    // The processes that an action starts are in its group.
    detached: process.platform !== 'win32',
  });
  const key = randomUUID();
  worker.on('message', (message: WorkerMessage) => {
    if (Object(message).key === key) onMessage(message);
  });
  // If it cannot be sent, the worker has ended already.
  worker.send({ ...task, key }, () => undefined);
  return worker;
}

/** Kills a worker and the processes of its group. */
export function killWorker(worker: ChildProcess): void {
  try {
    if (process.platform === 'win32') worker.kill('SIGKILL');
    else if (worker.pid !== undefined) process.kill(-worker.pid, 'SIGKILL');
  } catch {
    // There is none any more.
  }
}
