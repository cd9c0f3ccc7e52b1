import { type ChildProcess, spawn } from 'node:child_process';
import { ImplementationError, type Position } from './implementation.ts';
import type { Json } from './json.ts';
import type { ProtocolMessage, ProtocolRequest } from './protocol.ts';
import { isProtocolMessage } from './validate.ts';

/** The most that a process may write to stderr, or to stdout without an end of line, for one request: 16 MB. */
const FLOOD = 16_000_000;

/** How much of an offending line is quoted. */
const QUOTED = 200;

/** What to start. @internal */
export interface Command {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string | undefined;
  readonly env: Readonly<Record<string, string>> | undefined;
}

interface Waiting {
  readonly id: number;
  readonly resolve: (result: Json) => void;
  readonly reject: (error: ImplementationError) => void;
}

/**
 * A process that serves an implementation, and speaks the protocol over its standard streams.
 *
 * @remarks
 * The first thing that is wrong ends it: a process that has broken the protocol once cannot be trusted to answer what was asked.
 *
 * @internal
 */
export class Connection {
  readonly #child: ChildProcess;
  readonly #kill = () => killGroup(this.#child);
  #line = '';
  #written = 0;
  #id = 0;
  #waiting: Waiting | undefined;
  #onStep: ((position: Position) => void) | undefined;
  /** Why there is nothing more to be had from the process. */
  #over: ImplementationError | undefined;

  constructor({ command, args, cwd, env }: Command) {
    this.#child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: 'pipe',
      detached: process.platform !== 'win32',
    });
    const { stdin, stdout, stderr } = this.#child;
    this.#child.on('error', ({ message }) => this.#end(`cannot be started: ${message}`));
    // What the process has left behind would keep its streams open.
    this.#child.on('exit', this.#kill);
    this.#child.on('close', (code, signal) => this.#end(endOf(code, signal)));
    stdin?.on('error', () => this.#end('closed its standard input'));
    stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
    stderr?.on('data', (bytes: Buffer) => this.#passOn(bytes));
    process.once('exit', this.#kill);
    for (const handle of [this.#child, stdin, stdout, stderr]) unref(handle);
  }

  /** Whether the process is there to be asked, and owes no answer. */
  get isReady(): boolean {
    return this.#over === undefined && this.#waiting === undefined;
  }

  /** Tells the process something. */
  notify(notification: ProtocolRequest & { method: 'open' | 'close' }): void {
    if (!this.#over) this.#write(notification);
  }

  /** Asks the process something; each step that it is about to take on the way is told. */
  request(
    request: (id: number) => ProtocolRequest,
    onStep?: (position: Position) => void,
  ): Promise<Json> {
    if (this.#over) return Promise.reject(this.#over);
    this.#id += 1;
    this.#written = 0;
    this.#onStep = onStep;
    const id = this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting = { id, resolve, reject };
      this.#write(request(id));
    });
  }

  /** Ends the process, whatever it is doing. */
  end(reason = 'was ended'): void {
    this.#end(reason);
  }

  #write(request: ProtocolRequest): void {
    this.#child.stdin?.write(`${JSON.stringify(request)}\n`);
  }

  #read(text: string): void {
    const lines = (this.#line + text).split('\n');
    this.#line = lines.pop() ?? '';
    if (this.#line.length > FLOOD) this.#end(`wrote ${FLOOD} characters without an end of line`);
    for (const line of lines) if (!this.#over && line.trim() !== '') this.#take(line);
  }

  #take(line: string): void {
    const message = messageIn(line);
    if (!message) return this.#end(`wrote a line that is not of the protocol: ${quoted(line)}`);
    if ('method' in message) return this.#onStep?.(message.params);
    const waiting = this.#waiting;
    const { id } = message;
    if (waiting && 'error' in message && (id === waiting.id || id === null)) {
      this.#waiting = undefined;
      return waiting.reject(new ImplementationError(message.error.message));
    }
    if (waiting && 'result' in message && id === waiting.id) {
      this.#waiting = undefined;
      return waiting.resolve(message.result);
    }
    const again = typeof id === 'number' && id <= this.#id && id !== waiting?.id;
    const asked = again ? 'answered already' : 'was not asked';
    this.#end(`answered request ${id}, which it ${asked}: ${quoted(line)}`);
  }

  #passOn(bytes: Buffer): void {
    this.#written += bytes.length;
    if (this.#written > FLOOD) this.#end(`wrote more than ${FLOOD} bytes to its standard error`);
    else process.stderr.write(bytes);
  }

  #end(reason: string): void {
    if (this.#over) return;
    this.#over = new ImplementationError(`The process ${reason}.`);
    process.off('exit', this.#kill);
    this.#kill();
    this.#waiting?.reject(this.#over);
    this.#waiting = undefined;
  }
}

function messageIn(line: string): ProtocolMessage | undefined {
  try {
    const message: unknown = JSON.parse(line);
    return isProtocolMessage(message) ? message : undefined;
  } catch {
    return undefined;
  }
}

function quoted(line: string): string {
  return line.length > QUOTED ? `${line.slice(0, QUOTED)}…` : line;
}

function endOf(code: number | null, signal: NodeJS.Signals | null): string {
  return signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`;
}

/** The process and all that it has started. */
function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    if (process.platform === 'win32') process.kill(pid, 'SIGKILL');
    else process.kill(-pid, 'SIGKILL');
  } catch (error) {
    if (Object(error).code !== 'ESRCH') throw error;
  }
}

/** Lets the suite end while the process runs: it is ended then. */
function unref(handle: unknown): void {
  (handle as { unref?: () => void } | null)?.unref?.();
}
