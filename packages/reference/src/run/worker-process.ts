import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { Step, StepResult } from './serve/step.ts';
import { CHANNEL, connect } from './worker-channel.ts';

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

/** What the process that starts a worker does about it. */
interface WorkerListener {
  onMessage(message: WorkerMessage): void;
  /** Called once, with a sentence if the worker could not be started. */
  onEnd(problem?: string): void;
}

/** A process that carries out a task. */
export interface Worker {
  /** Kills the process and those of its group. */
  kill(): void;
}

/** Starts a worker. Whatever it writes to its standard output goes to the standard error of this process. */
export function startWorker(
  script: string,
  task: Task,
  { onMessage, onEnd }: WorkerListener,
  stdin: 'inherit' | 'ignore' = 'inherit',
): Worker {
  let hasEnded = false;
  const end = (problem?: string) => {
    if (!hasEnded) onEnd(problem);
    hasEnded = true;
  };
  const fail = ({ message }: Error) =>
    end(`The process of the actions cannot be started: ${message}.`);
  let child: ChildProcess | undefined;
  try {
    child = spawnWorker(script, stdin);
    child.on('error', fail).on('close', () => end());
    // There is no pipe if the process cannot be started.
    const pipe = child.stdio?.[CHANNEL] as Duplex | undefined;
    const key = randomUUID();
    const send =
      pipe &&
      connect(pipe, (message) => {
        if (Object(message).key === key) onMessage(message as WorkerMessage);
      });
    void send?.({ ...task, key });
  } catch (error) {
    process.nextTick(fail, error);
  }
  return { kill: () => killGroup(child?.pid) };
}

function spawnWorker(script: string, stdin: 'inherit' | 'ignore'): ChildProcess {
  return spawn(process.execPath, [...process.execArgv, script, WORKER_ARGUMENT], {
    stdio: [stdin, process.stderr.fd, 'inherit', 'overlapped'],
    // The processes that an action starts are in its group.
    detached: process.platform !== 'win32',
  });
}

/** Kills a process and those of its group. */
function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(process.platform === 'win32' ? pid : -pid, 'SIGKILL');
  } catch {
    // There is none any more.
  }
}
