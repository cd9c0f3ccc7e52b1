import { EXIT_ERROR } from '@post-challenge/spec/command-line';
import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { constants } from 'node:os';

/** The argument that makes the script of the command a worker. */
export const WORKER_ARGUMENT = '--worker-of-run';

/** How long a worker may last after its report, in milliseconds. */
export const GRACE_PERIOD = 1000;

/** The first message to a worker. */
export interface WorkerTask {
  /** The worker repeats it in every message, so that an action cannot send one. */
  readonly key: string;
  readonly args: readonly string[];
  readonly stdout: StreamInfo;
  readonly stderr: StreamInfo;
}

interface StreamInfo {
  readonly isTTY: boolean;
  readonly columns?: number;
}

/** A message of a worker: text for a stream, or the exit code as far as it is known. */
export interface WorkerMessage {
  readonly key: string;
  readonly stdout?: string;
  readonly stderr?: string;
  readonly exitCode?: number;
}

const UNFINISHED =
  'An action ended the process, or left a promise pending, before the report was complete.';

/**
 * Runs the command in a process of its own. The actions decide neither about its exit code, nor about its end, nor about its standard
 * output: whatever they write goes to standard error, and whatever they leave running is killed.
 */
export function superviseWorker(script: string, args: readonly string[]): void {
  const worker = spawn(process.execPath, [...process.execArgv, script, WORKER_ARGUMENT], {
    stdio: ['inherit', process.stderr.fd, 'inherit', 'ipc'],
    // The processes that an action starts are in its group.
    detached: process.platform !== 'win32',
  });
  const key = randomUUID();
  const { stdout, stderr } = process;
  const task: WorkerTask = { key, args, stdout: describe(stdout), stderr: describe(stderr) };
  // If it cannot be sent, the worker has ended already.
  worker.send(task, () => undefined);
  let exitCode: number | undefined;
  worker.on('message', (message: WorkerMessage) => {
    if (Object(message).key !== key) return;
    stdout.write(message.stdout ?? '');
    stderr.write(message.stderr ?? '');
    if (message.exitCode === undefined) return;
    exitCode = message.exitCode;
    setTimeout(() => kill(worker), 2 * GRACE_PERIOD).unref();
  });
  worker.on('close', () => {
    kill(worker);
    if (exitCode === undefined) stderr.write(`${UNFINISHED}\n`);
    process.exitCode = exitCode ?? EXIT_ERROR;
  });
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // The reader that closed the pipe has read enough, and still gets the exit code.
    if (code === 'EPIPE') return;
    stderr.write(`The report cannot be written: ${message}.\n`);
    process.exit(EXIT_ERROR);
  });
  process.on('exit', () => kill(worker));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

function describe({ isTTY, columns }: NodeJS.WriteStream): StreamInfo {
  return { isTTY: Boolean(isTTY), ...(columns !== undefined && { columns }) };
}

/** Kills a worker and the processes of its group. */
function kill(worker: ChildProcess): void {
  try {
    if (process.platform === 'win32') worker.kill('SIGKILL');
    else if (worker.pid !== undefined) process.kill(-worker.pid, 'SIGKILL');
  } catch {
    // There is none any more.
  }
}
