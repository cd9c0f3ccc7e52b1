import { Connection } from './process/connection.ts';
import type { Implementation, WorldOptions, World } from './implementation.ts';
import type { ProtocolRequest } from './process/protocol.ts';
import { clearTimeout, setTimeout } from '../language/real-timers.ts';
import type { Phase } from '../language/trace.ts';
import { assertDescription } from './validate-answer.ts';

const jsonrpc = '2.0';

/**
 * An implementation that is served by a process of its own, in any language.
 *
 * @public
 */
export interface ProcessAdapter {
  /** The program to start. */
  readonly command: string;
  /**
   * Its arguments.
   *
   * @defaultValue none
   */
  readonly args?: readonly string[];
  /**
   * The folder in which it runs.
   *
   * @defaultValue the working directory
   */
  readonly cwd?: string;
  /**
   * Environment variables beside those of the suite.
   *
   * @defaultValue none
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * How long it may take to start and describe itself, each time, in milliseconds.
   *
   * @defaultValue 10000
   */
  readonly timeout?: number;
}

/**
 * Starts a process that serves an implementation, in any language.
 *
 * @remarks
 * The process reads requests from its standard input and writes responses to its standard output, a line of JSON-RPC 2.0 each;
 * the JSON Schemas `ProtocolRequest` and `ProtocolMessage` say of what shape. What it writes to its standard error is passed on.
 *
 * A process that ends, hangs or breaks the protocol makes the rule at hand `errored`; it is started again for the next one. It
 * is ended with the suite.
 *
 * @param adapter - What to start.
 * @returns What the suite checks.
 * @throws ImplementationError, where it cannot be started or does not describe itself.
 * @throws TypeError, where there is no `command`.
 * @example
 * ```js
 * export default await fromProcess({ command: 'python3', args: ['implementation.py'] });
 * ```
 *
 * @public
 */
export async function fromProcess(adapter: ProcessAdapter): Promise<Implementation> {
  const { command, args = [], cwd, env, timeout = 10_000 } = adapter ?? {};
  if (typeof command !== 'string') {
    throw new TypeError(
      'Cannot start the process: command is missing. Write fromProcess({ command, args }).',
    );
  }
  const start = () => new Connection({ command, args, cwd, env });
  let connection = start();
  const description = await requestDescription(connection, timeout);
  return {
    ...description,
    async prepare() {
      if (connection.isReady) return;
      const unreportedError = connection.terminate();
      connection = start();
      await requestDescription(connection, timeout);
      if (unreportedError) throw unreportedError;
    },
    open: (options) => createProcessWorld(connection, options),
  };
}

async function requestDescription(connection: Connection, timeout: number) {
  const timer = setTimeout(
    () => connection.terminate(`did not describe itself within ${timeout} ms`),
    timeout,
  );
  try {
    return assertDescription(
      await connection.request((id) => ({ jsonrpc, id, method: 'describe' })),
    );
  } catch (error) {
    connection.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

function createProcessWorld(connection: Connection, { now, factors, onStep }: WorldOptions): World {
  const requestPhase = async (request: (id: number) => ProtocolRequest) =>
    (await connection.request(request, onStep)) as unknown as Phase;
  connection.notify({ jsonrpc, method: 'open', params: { now, factors } });
  return {
    start: (params) => requestPhase((id) => ({ jsonrpc, id, method: 'start', params })),
    resume: (params) => requestPhase((id) => ({ jsonrpc, id, method: 'resume', params })),
    close() {
      if (connection.isReady) return connection.notify({ jsonrpc, method: 'close' });
      const fault = connection.terminate();
      if (fault) throw fault;
    },
  };
}
