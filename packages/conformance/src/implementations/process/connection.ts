import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { ImplementationError, type StepPosition } from '../implementation.ts';
import type { Json } from '../../language/json.ts';
import type { ProtocolMessage, ProtocolRequest } from './protocol.ts';
import { formatLine } from '../../language/format-value.ts';
import { describeIssue } from '../../language/validate.ts';

/** The most that a process may write to stderr, or to stdout without an end of line, for one request: 4 MB. */
const MAX_OUTPUT_LENGTH = 4_000_000;

/** How much of an offending line is quoted. */
const MAX_QUOTED_LENGTH = 200;

/** How much is told of why a process cannot answer. */
const MAX_MESSAGE_LENGTH = 1000;

/** What to start. */
export interface ProcessCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>> | undefined;
}

/** Set for a process that is ended with all that it has started: what it starts in turn stays with it. */
const GROUPED_VARIABLE = 'POST_CHALLENGE_GROUPED';
const leadsGroup = process.platform !== 'win32' && process.env[GROUPED_VARIABLE] === undefined;

/** What is ended with this process. */
const runningProcesses = new Set<ChildProcess>();
const killAll = () => runningProcesses.forEach(killGroup);

interface PendingRequest {
  readonly id: number;
  readonly resolve: (result: Json) => void;
  readonly reject: (error: ImplementationError) => void;
}

/**
 * A process that serves an implementation, and speaks the protocol over its standard streams.
 *
 * @remarks
 * The first thing that is wrong ends it: a process that has broken the protocol once cannot be trusted to answer what was asked.
 */
export class Connection {
  readonly #child: ChildProcess;
  #line = '';
  #written = 0;
  #closedInput = false;
  #id = 0;
  #waiting: PendingRequest | undefined;
  #onStep: ((position: StepPosition) => void) | undefined;
  /** Why there is nothing more to be had from the process. */
  #over: ImplementationError | undefined;
  /** The same, where nothing was asked of it then, so that nobody has been told. */
  #untold: ImplementationError | undefined;

  constructor({ command, args, cwd, env }: ProcessCommand) {
    this.#child = spawnProcess({ command, args, cwd, env });
    const { stdin, stdout, stderr } = this.#child;
    this.#child.on('error', (error) => this.#end(describeStartFailure(error, cwd)));
    // What the process has left behind would keep its streams open.
    this.#child.on('exit', () => killGroup(this.#child));
    this.#child.on('close', (code, signal) => this.#end(this.#endOf(code, signal)));
    // A process that has ended closes it too: what it ended by is told then.
    stdin?.on('error', () => {
      this.#closedInput = true;
      killGroup(this.#child);
    });
    stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    stderr?.on('data', (bytes: Buffer) => this.#passOn(bytes));
    if (runningProcesses.size === 0) process.on('exit', killAll);
    runningProcesses.add(this.#child);
    for (const handle of [this.#child, stdin, stdout, stderr]) unrefHandle(handle);
  }

  /** Whether the process is there to be asked, and owes no answer. */
  get isReady(): boolean {
    return this.#over === undefined && this.#waiting === undefined;
  }

  /** Tells the process something. */
  notify(notification: ProtocolRequest & { method: 'open' | 'close' }): void {
    this.#write(notification);
  }

  /** Asks the process something; each step that it is about to take on the way is told. */
  request(
    request: (id: number) => ProtocolRequest,
    onStep?: (position: StepPosition) => void,
  ): Promise<Json> {
    if (this.#over) {
      this.#untold = undefined;
      return Promise.reject(this.#over);
    }
    this.#id += 1;
    this.#written = 0;
    this.#onStep = onStep;
    const id = this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting = { id, resolve, reject };
      this.#write(request(id));
    });
  }

  /**
   * Ends the process, whatever it is doing.
   *
   * @returns What it did wrong when nothing was asked of it, if that has not been told yet.
   */
  end(reason = 'was ended'): ImplementationError | undefined {
    const untold = this.#untold;
    this.#end(reason);
    this.#untold = undefined;
    return untold;
  }

  #write(request: ProtocolRequest): void {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  #read(text: string): void {
    const [end = '', ...lines] = text.split('\n');
    this.#line += end;
    if (this.#line.length > MAX_OUTPUT_LENGTH)
      this.#end(`wrote ${MAX_OUTPUT_LENGTH} characters without an end of line`);
    for (const line of lines) {
      if (!this.#over && this.#line.trim() !== '') this.#take(this.#line);
      this.#line = line;
    }
  }

  #take(line: string): void {
    const message = parseMessage(line);
    if (!message)
      return this.#end(
        `wrote a line that is not of the protocol: ${formatLine(line, MAX_QUOTED_LENGTH)}`,
      );
    if ('method' in message) return this.#onStep?.(message.params);
    const waiting = this.#waiting;
    const { id } = message;
    if (waiting && 'error' in message && (id === waiting.id || id === null)) {
      this.#waiting = undefined;
      const sentence = formatLine(message.error.message, MAX_MESSAGE_LENGTH);
      return waiting.reject(new ImplementationError(sentence, { cause: message.error }));
    }
    if (waiting && 'result' in message && id === waiting.id) {
      this.#waiting = undefined;
      return waiting.resolve(message.result);
    }
    const again = typeof id === 'number' && id <= this.#id && id !== waiting?.id;
    const asked = again ? 'answered already' : 'was not asked';
    this.#end(`answered request ${id}, which it ${asked}: ${formatLine(line, MAX_QUOTED_LENGTH)}`);
  }

  #passOn(bytes: Buffer): void {
    this.#written += bytes.length;
    if (this.#written > MAX_OUTPUT_LENGTH)
      this.#end(`wrote more than ${MAX_OUTPUT_LENGTH} bytes to its standard error`);
    else process.stderr.write(bytes);
  }

  #end(reason: string): void {
    if (this.#over) return;
    this.#over = new ImplementationError(`The process ${reason}.`);
    runningProcesses.delete(this.#child);
    if (runningProcesses.size === 0) process.off('exit', killAll);
    killGroup(this.#child);
    if (this.#waiting) this.#waiting.reject(this.#over);
    else this.#untold = this.#over;
    this.#waiting = undefined;
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): string {
    if (this.#closedInput && signal === 'SIGKILL') return 'closed its standard input';
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
    throw new ImplementationError(`The process ${describeStartFailure(error as Error, cwd)}.`, {
      cause: error,
    });
  }
}

/** A folder that does not exist reads like a program that does not. */
function describeStartFailure({ message }: Error, cwd: string | undefined): string {
  const isNowhere = cwd !== undefined && !existsSync(cwd);
  return `cannot be started: ${isNowhere ? `there is no folder ${cwd}` : message}`;
}

function parseMessage(line: string): ProtocolMessage | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return describeIssue('ProtocolMessage', message) === undefined
      ? (message as ProtocolMessage)
      : undefined;
  } catch {
    return undefined;
  }
}

/** The process and all that it has started. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(leadsGroup ? -pid : pid, 'SIGKILL');
  } catch (error) {
    // No such process; or, on macOS, one that has ended already.
    if (!['ESRCH', 'EPERM'].includes(String(Object(error).code))) throw error;
  }
}

/** Lets the suite end while the process runs: it is ended then. */
function unrefHandle(handle: unknown): void {
  (handle as { unref?: () => void } | null)?.unref?.();
}
