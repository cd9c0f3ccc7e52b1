import { editions as allEditions } from '@post-challenge/spec';
import { createInterface } from 'node:readline';
import {
  type Implementation,
  ImplementationError,
  type StepPosition,
  type WorldOptions,
  type World,
} from './implementation.ts';
import type { Json } from '../language/json.ts';
import {
  type Description,
  PROTOCOL,
  type ProtocolMessage,
  type ProtocolRequest,
  type WorldReference,
} from './process/protocol.ts';
import { toImplementationError } from './implementation.ts';

const jsonrpc = '2.0';

/** The JSON-RPC code for a line that is not JSON. */
const PARSE_ERROR = -32_700;

/** The JSON-RPC code for errors that the server defines. */
const SERVER_ERROR = -32_000;

/**
 * Serves an implementation to a suite in another process, over the standard streams of this one.
 *
 * @remarks
 * Everything else that this process writes to its standard output goes to its standard error from then on. The process exits when
 * its standard input ends.
 *
 * @param implementation - The implementation, as returned by `fromApi` or `fromHost`, or a promise of it.
 * @example
 * ```js
 * serve(fromApi({ name: 'acme', create }));
 * ```
 */
export function serve(implementation: Implementation | Promise<Implementation>): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const send = (message: ProtocolMessage) => void write(`${JSON.stringify(message)}\n`);
  const server = Promise.resolve(implementation).then(
    (ready) => new ProtocolServer(ready, send),
    (error: unknown) => new ProtocolServer(toImplementationError(error, 'describe'), send),
  );
  let queue: Promise<unknown> = server;
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      queue = queue.then(async () => (await server).handleLine(line));
    })
    .on('close', () => void queue.finally(() => process.exit()));
}

/** Answers the requests, one after another. */
class ProtocolServer {
  readonly #implementation: Implementation | ImplementationError;
  readonly #send: (message: ProtocolMessage) => void;
  readonly #worlds = new Map<number, World>();

  constructor(
    implementation: Implementation | ImplementationError,
    send: (message: ProtocolMessage) => void,
  ) {
    this.#implementation = implementation;
    this.#send = send;
  }

  async handleLine(line: string): Promise<void> {
    const request = parseRequest(line);
    if (request) return this.#answerRequest(request);
    const message = 'The line is not JSON.';
    this.#send({ jsonrpc, id: null, error: { code: PARSE_ERROR, message } });
  }

  get #served(): Implementation {
    if (this.#implementation instanceof ImplementationError) throw this.#implementation;
    return this.#implementation;
  }

  async #answerRequest(request: ProtocolRequest): Promise<void> {
    const { id, method } = request;
    try {
      const result = ((await this.#computeResult(request)) ?? null) as unknown as Json;
      this.#send({ jsonrpc, id, result });
    } catch (error) {
      const { message } = toImplementationError(error, method);
      this.#send({ jsonrpc, id, error: { code: SERVER_ERROR, message } });
    }
  }

  async #computeResult(request: ProtocolRequest): Promise<unknown> {
    if (request.method === 'describe') return this.#describe();
    if (request.method === 'open') return this.#openWorld(request.params);
    const world = this.#getWorld(request.params);
    if (request.method === 'start') return world.start(request.params);
    if (request.method === 'resume') return world.resume(request.params);
    this.#worlds.delete(request.params.world);
    return world.close?.();
  }

  #describe(): Description {
    const { name, version, capabilities, editions = allEditions } = this.#served;
    return {
      protocol: PROTOCOL,
      name,
      ...(version !== undefined && { version }),
      capabilities,
      editions,
    };
  }

  async #openWorld({ world, ...options }: WorldReference & WorldOptions): Promise<void> {
    const onStep = (params: StepPosition) => this.#send({ jsonrpc, method: 'step', params });
    await this.#served.prepare?.();
    this.#worlds.set(world, await this.#served.open({ ...options, onStep }));
  }

  #getWorld({ world }: WorldReference): World {
    const open = this.#worlds.get(world);
    if (open) return open;
    throw new ImplementationError(`No world has the id ${world}.`);
  }
}

function parseRequest(line: string): ProtocolRequest | undefined {
  try {
    return JSON.parse(line) as ProtocolRequest;
  } catch {
    return undefined;
  }
}
