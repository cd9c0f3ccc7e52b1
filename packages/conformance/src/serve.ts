import { createInterface } from 'node:readline';
import type { Implementation, Position, Setting, World } from './implementation.ts';
import type { Json } from './json.ts';
import type { ProtocolMessage, ProtocolRequest } from './protocol.ts';
import { asImplementationError } from './run.ts';

const jsonrpc = '2.0';

/** The code of JSON-RPC for what the server itself defines. */
const SERVER_ERROR = -32_000;

/**
 * Serves an implementation to a suite in another process, over the standard streams of this one.
 *
 * @remarks
 * What else this process writes to its standard output goes to its standard error from then on.
 *
 * @param implementation - What `fromApi` or `fromHost` returns.
 * @example
 * ```js
 * serve(fromApi({ name: 'acme', create }));
 * ```
 *
 * @public
 */
export function serve(implementation: Implementation): void {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  const send = (message: ProtocolMessage) => void write(`${JSON.stringify(message)}\n`);
  const server = new Server(implementation, send);
  let last = Promise.resolve();
  createInterface({ input: process.stdin }).on('line', (line) => {
    const request = JSON.parse(line) as ProtocolRequest;
    last = last.then(() => server.handle(request));
  });
}

/** What answers the requests, one after another. */
class Server {
  readonly #implementation: Implementation;
  readonly #send: (message: ProtocolMessage) => void;
  /** The world that is open; where it could not be opened, what is asked of it fails as opening it did. */
  #world: Promise<World> | undefined;

  constructor(implementation: Implementation, send: (message: ProtocolMessage) => void) {
    this.#implementation = implementation;
    this.#send = send;
  }

  async handle(request: ProtocolRequest): Promise<void> {
    if (request.method === 'open') this.#world = this.#opened(request.params);
    else if (request.method === 'close') await this.#world?.then((world) => world.close?.());
    else await this.#answer(request);
  }

  async #answer(request: Extract<ProtocolRequest, { id: number }>): Promise<void> {
    const { id, method } = request;
    try {
      const result = ((await this.#resultOf(request)) ?? null) as unknown as Json;
      this.#send({ jsonrpc, id, result });
    } catch (error) {
      const { message } = asImplementationError(error, this.#implementation, method);
      this.#send({ jsonrpc, id, error: { code: SERVER_ERROR, message } });
    }
  }

  async #resultOf(request: Extract<ProtocolRequest, { id: number }>): Promise<unknown> {
    const { name, version, capabilities } = this.#implementation;
    const world = await this.#world;
    if (request.method === 'start') return world?.start(request.params);
    if (request.method === 'resume') return world?.resume(request.params);
    return { name, ...(version !== undefined && { version }), capabilities };
  }

  async #opened(setting: Setting): Promise<World> {
    const onStep = (params: Position) => this.#send({ jsonrpc, method: 'step', params });
    try {
      return await this.#implementation.open({ ...setting, onStep });
    } catch (error) {
      throw asImplementationError(error, this.#implementation, 'open');
    }
  }
}
