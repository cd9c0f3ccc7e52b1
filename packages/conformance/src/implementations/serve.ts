import { editions as allEditions } from '@post-challenge/spec';
import { createInterface } from 'node:readline';
import {
  type Implementation,
  ImplementationError,
  isImplementation,
  type StepPosition,
  type WorldOptions,
  type World,
} from './implementation.ts';
import {
  type Description,
  PROTOCOL,
  type ProtocolRequest,
  type WorldReference,
} from './process/protocol.ts';
import {
  RequestError,
  type ResponseId,
  assertRequest,
  getRequestId,
  parseLine,
} from './process/parse-request.ts';
import { toImplementationError } from './implementation.ts';

const jsonrpc = '2.0';

/** The JSON-RPC code for errors that the server defines. */
const SERVER_ERROR = -32_000;

/**
 * Serves an implementation to a suite in another process, over the standard streams of this one.
 *
 * @remarks
 * The server answers as JSON-RPC 2.0 says, also to batches and notifications. Everything else that this process writes to its standard output goes to its standard error from then on. The process exits when
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
  const send = (message: object) => void write(`${JSON.stringify(message)}\n`);
  // A suite that goes away closes its end of the pipe.
  process.stdout.on('error', () => process.exit());
  const server = Promise.resolve(implementation).then(
    (ready) => new ProtocolServer(isImplementation(ready) ? ready : NO_IMPLEMENTATION, send),
    (error: unknown) => new ProtocolServer(toImplementationError(error, 'describe'), send),
  );
  let queue: Promise<unknown> = server;
  createInterface({ input: process.stdin })
    .on('line', (line) => {
      queue = queue.then(async () => (await server).handleLine(line));
    })
    .on('close', () => void queue.finally(() => process.exit()));
}

const NO_IMPLEMENTATION = new ImplementationError(
  'The program serves no implementation. Write serve(fromApi({ name, create })).',
);

/** A response of JSON-RPC. */
type Response =
  | { readonly jsonrpc: '2.0'; readonly id: ResponseId; readonly result: unknown }
  | {
      readonly jsonrpc: '2.0';
      readonly id: ResponseId;
      readonly error: { readonly code: number; readonly message: string };
    };

/** Answers the requests, one after another. */
class ProtocolServer {
  readonly #implementation: Implementation | ImplementationError;
  readonly #send: (message: object) => void;
  readonly #worlds = new Map<number, World>();

  constructor(
    implementation: Implementation | ImplementationError,
    send: (message: object) => void,
  ) {
    this.#implementation = implementation;
    this.#send = send;
  }

  async handleLine(line: string): Promise<void> {
    if (line.trim() === '') return;
    const answer = await this.#answerLine(line);
    if (answer) this.#send(answer);
  }

  /** Answers a request, or a batch of requests. There is no answer to notifications. */
  async #answerLine(line: string): Promise<object | undefined> {
    let requests: unknown;
    try {
      requests = parseLine(line);
    } catch (error) {
      return createErrorResponse(null, error, 'describe');
    }
    if (!Array.isArray(requests)) return this.#answerRequest(requests);
    const responses: Response[] = [];
    for (const request of requests as unknown[]) {
      const response = await this.#answerRequest(request);
      if (response) responses.push(response);
    }
    return responses.length > 0 ? responses : undefined;
  }

  get #served(): Implementation {
    if (this.#implementation instanceof ImplementationError) throw this.#implementation;
    return this.#implementation;
  }

  async #answerRequest(request: unknown): Promise<Response | undefined> {
    const id = getRequestId(request);
    const response = await this.#computeResponse(request, id ?? null);
    return id === undefined ? undefined : response;
  }

  async #computeResponse(value: unknown, id: ResponseId): Promise<Response> {
    try {
      const result = await this.#computeResult(assertRequest(value));
      return { jsonrpc, id, result: result ?? null };
    } catch (error) {
      return createErrorResponse(id, error, String(Object(value).method));
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

function createErrorResponse(id: ResponseId, error: unknown, method: string): Response {
  if (error instanceof RequestError) {
    const { code, message } = error;
    return { jsonrpc, id, error: { code, message } };
  }
  const { message } = toImplementationError(error, method);
  return { jsonrpc, id, error: { code: SERVER_ERROR, message } };
}
