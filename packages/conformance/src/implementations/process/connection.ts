import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ImplementationError, type StepPosition } from '../implementation.ts';
import type { Json } from '../../language/json.ts';
import { type ProtocolConnection, createAnsweredError } from './protocol-world.ts';
import { addGroup, removeGroup } from './process-groups.ts';
import { MESSAGE_BOUNDS, parseMessage } from './parse-message.ts';
import { type ProtocolRequest, stringifyOnOneLine } from './protocol.ts';
import { formatLine } from '../../language/format-value.ts';

/** The most that a process may write to stderr, or to stdout without an end of line, for one request: 4 MB. */
const MAX_OUTPUT_LENGTH = MESSAGE_BOUNDS.length;

/** The length to which a quoted line is cut. */
const MAX_QUOTED_LENGTH = 200;

/** The process to start. */
export interface ProcessCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** Set in the environment of a process that leads a group. Processes that it starts in turn stay in that group. */
const GROUPED_VARIABLE = 'POST_CHALLENGE_GROUPED';
const leadsGroup = process.platform !== 'win32' && process.env[GROUPED_VARIABLE] === undefined;

/** The processes to kill when this process exits. */
const runningProcesses = new Set<ChildProcess>();
const killAll = () => runningProcesses.forEach(killGroup);

interface PendingRequest {
  readonly id: number;
  readonly resolve: (result: Json) => void;
  readonly reject: (error: ImplementationError) => void;
}

/**
 * A process that serves an implementation over its standard streams.
 *
 * @remarks
 * The first mistake ends it: after a process has broken the protocol once, its answers cannot be matched to requests.
 */
export class Connection implements ProtocolConnection {
  readonly #child: ChildProcess;
  #partialLine = '';
  #stderrLength = 0;
  #hasClosedInput = false;
  #lastId = 0;
  #pending: PendingRequest | undefined;
  #onStep: ((position: StepPosition) => void) | undefined;
  /** The reason why the process has ended. */
  #endError: ImplementationError | undefined;
  /** The same error, if no request was pending: nobody has received it. */
  #unreportedError: ImplementationError | undefined;

  constructor({ command, args, cwd, env }: ProcessCommand) {
    this.#child = spawnProcess({ command, args, cwd, env });
    const { stdin, stdout, stderr } = this.#child;
    this.#child.on('error', (error) =>
      this.#terminate(describeStartFailure(error, { command, cwd })),
    );
    // Processes that it has started would keep its streams open.
    this.#child.on('exit', () => killGroup(this.#child));
    this.#child.on('close', (code, signal) => this.#terminate(this.#describeExit(code, signal)));
    // The stream also fails when the process has ended. Then `close` reports the exit code or the signal.
    stdin?.on('error', () => {
      this.#hasClosedInput = true;
      killGroup(this.#child);
    });
    stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    stderr?.on('data', (bytes: Buffer) => this.#forwardStderr(bytes));
    if (runningProcesses.size === 0) process.on('exit', killAll);
    runningProcesses.add(this.#child);
    addGroup(getGroup(this.#child));
    for (const handle of [this.#child, stdin, stdout, stderr]) unrefHandle(handle);
  }

  /** Whether the process runs and has no pending request. */
  get isReady(): boolean {
    return this.#endError === undefined && this.#pending === undefined;
  }

  /** Sends a request and returns its result. Calls `onStep` for each step that the process announces meanwhile. */
  request(
    request: (id: number) => ProtocolRequest,
    onStep?: (position: StepPosition) => void,
  ): Promise<Json> {
    if (this.#endError) {
      this.#unreportedError = undefined;
      return Promise.reject(this.#endError);
    }
    this.#lastId += 1;
    this.#stderrLength = 0;
    this.#onStep = onStep;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending = { id, resolve, reject };
      this.#write(request(id));
    });
  }

  /**
   * Kills the process.
   *
   * @returns The reason why it had ended while no request was pending, if nobody has received it.
   */
  terminate(reason = 'was ended'): ImplementationError | undefined {
    const unreportedError = this.#unreportedError;
    this.#terminate(reason);
    this.#unreportedError = undefined;
    return unreportedError;
  }

  #write(request: ProtocolRequest): void {
    this.#child.stdin?.write(`${stringifyOnOneLine(request)}\n`);
  }

  #read(text: string): void {
    const [end = '', ...lines] = text.split('\n');
    this.#partialLine += end;
    if (this.#partialLine.length > MAX_OUTPUT_LENGTH)
      this.#terminate(`wrote ${MAX_OUTPUT_LENGTH} characters without an end of line`);
    for (const line of lines) {
      if (!this.#endError && this.#partialLine.trim() !== '') this.#handleLine(this.#partialLine);
      this.#partialLine = line;
    }
  }

  #handleLine(line: string): void {
    const parsed = parseMessage(line, this.#pending?.id);
    if (!parsed.message)
      return this.#terminate(
        `wrote a line that is not a protocol message: ${parsed.fault}. The line: ${formatLine(line, MAX_QUOTED_LENGTH)}`,
      );
    const { message } = parsed;
    if ('method' in message) return this.#onStep?.(message.params);
    const pending = this.#pending;
    const { id } = message;
    if (pending && 'error' in message && (id === pending.id || id === null)) {
      this.#pending = undefined;
      return pending.reject(createAnsweredError(message.error));
    }
    if (pending && 'result' in message && id === pending.id) {
      this.#pending = undefined;
      return pending.resolve(message.result);
    }
    const isRepeated = typeof id === 'number' && id <= this.#lastId && id !== pending?.id;
    const reason = isRepeated ? 'it had already answered' : 'was not sent';
    this.#terminate(
      `answered request ${id}, which ${reason}: ${formatLine(line, MAX_QUOTED_LENGTH)}`,
    );
  }

  #forwardStderr(bytes: Buffer): void {
    this.#stderrLength += bytes.length;
    if (this.#stderrLength > MAX_OUTPUT_LENGTH)
      this.#terminate(`wrote more than ${MAX_OUTPUT_LENGTH} bytes to its standard error`);
    else process.stderr.write(bytes);
  }

  #terminate(reason: string): void {
    if (this.#endError) return;
    this.#endError = new ImplementationError(`The process ${reason}.`);
    runningProcesses.delete(this.#child);
    removeGroup(getGroup(this.#child));
    if (runningProcesses.size === 0) process.off('exit', killAll);
    killGroup(this.#child);
    if (this.#pending) this.#pending.reject(this.#endError);
    else this.#unreportedError = this.#endError;
    this.#pending = undefined;
  }

  #describeExit(code: number | null, signal: NodeJS.Signals | null): string {
    if (this.#hasClosedInput && signal === 'SIGKILL') return 'closed its standard input';
    return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
  }
}

function spawnProcess({ command, args, cwd, env }: ProcessCommand): ChildProcess {
  const inherited = { ...process.env, [GROUPED_VARIABLE]: '1' };
  try {
    return spawn(command, args, {
      cwd,
      env: { ...inherited, ...env },
      stdio: 'pipe',
      detached: leadsGroup,
    });
  } catch (error) {
    throw new ImplementationError(
      `The process ${describeStartFailure(error as Error, { command, cwd })}.`,
      {
        cause: error,
      },
    );
  }
}

/** Describes why the process did not start. Node.js reports a missing folder like a missing program. */
function describeStartFailure(
  { code, message }: NodeJS.ErrnoException,
  { command, cwd }: Pick<ProcessCommand, 'command' | 'cwd'>,
): string {
  if (cwd !== undefined && !existsSync(cwd)) return `cannot be started: there is no folder ${cwd}`;
  if (code !== 'ENOENT') return `cannot be started: ${message}`;
  const advice = command.includes(' ') ? '. Write its arguments in args' : '';
  return `cannot be started: there is no program ${command}${advice}`;
}

/** Gets the argument of `process.kill` for a process and those in its group; 0 if it did not start. */
function getGroup({ pid = 0 }: ChildProcess): number {
  return leadsGroup ? -pid : pid;
}

/** Kills a process and all processes that it has started. */
function killGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    process.kill(getGroup(child), 'SIGKILL');
  } catch (error) {
    // ESRCH: there is no such process. EPERM: on macOS, it has already ended.
    if (!['ESRCH', 'EPERM'].includes(String(Object(error).code))) throw error;
  }
}

/** Lets this process exit while the other one runs; it is killed at exit. */
function unrefHandle(handle: unknown): void {
  (handle as { unref?: () => void } | null)?.unref?.();
}
