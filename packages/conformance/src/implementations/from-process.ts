import type { Edition } from '@post-challenge/spec';
import { assertMemberNames, assertOptionTypes, optionChecks } from '../language/assert-options.ts';
import { Connection } from './process/connection.ts';
import type { Implementation, WorldOptions, World } from './implementation.ts';
import { toEditions } from './editions.ts';
import { forProgram, openProtocolWorld, requestDescription } from './process/protocol-world.ts';
import { clearTimeout, setTimeout } from '../language/real-timers.ts';

/** A process that serves an implementation, in any language. */
export interface ProcessAdapter {
  /** The program. */
  readonly command: string;
  /**
   * Its arguments.
   *
   * @defaultValue none
   */
  readonly args?: readonly string[];
  /**
   * The folder in which the process runs.
   *
   * @defaultValue the working directory
   */
  readonly cwd?: string;
  /**
   * Environment variables, in addition to those of this process.
   *
   * @defaultValue none
   */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * The edition that judges the implementation if a check names none.
   *
   * @defaultValue the first one that the answer to `describe` lists, or else edition 2025
   */
  readonly edition?: Edition;
  /**
   * The time that the process may take to start and answer `describe`, in milliseconds. It applies to every start.
   *
   * @defaultValue 10000
   */
  readonly timeout?: number;
}

/**
 * Starts a process that serves an implementation, in any language.
 *
 * @remarks
 * The process reads requests from its standard input and writes responses to its standard output, one JSON-RPC 2.0 message per
 * line. Their shapes are the JSON Schemas `ProtocolRequest` and `ProtocolMessage`. The standard error of the process is forwarded.
 *
 * If the process ends, hangs or breaks the protocol, the rule that is being checked becomes `errored`, and the process is started
 * again for the next rule. The process is killed when this process exits.
 *
 * @param adapter - The process.
 * @returns The implementation to check.
 * @throws ImplementationError if the process cannot be started or does not answer `describe`.
 * @throws TypeError if `command` is missing, or the edition does not exist.
 * @example
 * ```js
 * export default await fromProcess({ command: 'python3', args: ['implementation.py'] });
 * ```
 */
export async function fromProcess(adapter: ProcessAdapter): Promise<Implementation> {
  const { command, args = [], cwd, env, timeout = 10_000 } = adapter ?? {};
  if (typeof command !== 'string' || command === '') {
    throw new TypeError(
      'Cannot start the process: command is missing. Write fromProcess({ command, args }).',
    );
  }
  assertMemberNames(
    adapter,
    ['command', 'args', 'cwd', 'env', 'edition', 'timeout'],
    'fromProcess',
  );
  const { text, texts, record, milliseconds } = optionChecks;
  const types = { args: texts, cwd: text, env: record, timeout: milliseconds };
  assertOptionTypes(adapter, types, 'fromProcess');
  const editions = toEditions(adapter.edition);
  const start = () => new Connection({ command, args, cwd, env });
  let connection = start();
  let lastWorld = 0;
  const description = await describeInTime(connection, timeout);
  return {
    ...description,
    ...(editions && { editions }),
    async prepare() {
      if (connection.isReady) return;
      const unreportedError = connection.terminate();
      connection = start();
      await describeInTime(connection, timeout);
      if (unreportedError) throw unreportedError;
    },
    open(options) {
      lastWorld += 1;
      return openProcessWorld(connection, lastWorld, forProgram(description, options));
    },
  };
}

/** Requests the description. Kills the process if it does not answer in time, or with an error. */
async function describeInTime(connection: Connection, timeout: number) {
  const timer = setTimeout(
    () => connection.terminate(`did not describe itself within ${timeout} ms`),
    timeout,
  );
  try {
    return await requestDescription(connection);
  } catch (error) {
    connection.terminate();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Opens a world of a process. If the process has ended or does not answer, the world is closed by killing the process. */
async function openProcessWorld(
  connection: Connection,
  number: number,
  options: WorldOptions,
): Promise<World> {
  const world = await openProtocolWorld(connection, { world: number }, options);
  return {
    ...world,
    close() {
      if (connection.isReady) return world.close?.();
      const fault = connection.terminate();
      if (fault) throw fault;
    },
  };
}
