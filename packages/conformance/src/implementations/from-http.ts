import type { Edition } from '@post-challenge/spec';
import { assertMemberNames, assertOptionTypes, optionChecks } from '../language/assert-options.ts';
import { Agent as HttpAgent, type IncomingMessage, request as requestHttp } from 'node:http';
import { Agent as HttpsAgent, request as requestHttps } from 'node:https';
import type { Json } from '../language/json.ts';
import { formatLine } from '../language/format-value.ts';
import { clearTimeout, setTimeout } from '../language/real-timers.ts';
import { type Implementation, ImplementationError } from './implementation.ts';
import { toEditions } from './editions.ts';
import { MESSAGE_BOUNDS, parseMessage } from './process/parse-message.ts';
import {
  type ProtocolConnection,
  createAnsweredError,
  forProgram,
  openProtocolWorld,
  requestDescription,
} from './process/protocol-world.ts';
import type { ProtocolRequest } from './process/protocol.ts';

/** The most that a server may answer to one request: 4 MB. */
const MAX_ANSWER_LENGTH = MESSAGE_BOUNDS.length;

/** The length to which a quoted answer is cut. */
const MAX_QUOTED_LENGTH = 200;

/** A server that serves an implementation, in any language. */
export interface HttpAdapter {
  /** The address to which the suite posts its requests, `http:` or `https:`. */
  readonly url: string;
  /**
   * Headers to add to every request.
   *
   * @defaultValue none
   */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The edition that judges the implementation if a check names none.
   *
   * @defaultValue the first one that the answer to `describe` lists, or else edition 2025
   */
  readonly edition?: Edition;
  /**
   * The time that the server may take to answer `describe`, in milliseconds.
   *
   * @defaultValue 10000
   */
  readonly timeout?: number;
}

/**
 * Connects to a server that serves an implementation, in any language.
 *
 * @remarks
 * The suite sends each request as a POST with a JSON body, over connections that it keeps open. The server answers with status 200
 * and one JSON-RPC 2.0 response. The messages are those of {@link fromProcess}, but a server announces no steps.
 *
 * The suite does not start or stop the server. If the server does not answer in time, the rule that is being checked becomes
 * `errored`, and the next rule opens another world.
 *
 * @param adapter - The address of the server.
 * @returns The implementation to check.
 * @throws ImplementationError if the server cannot be reached or does not answer `describe`.
 * @throws TypeError if `url` is missing or is not an address of a server, or if the edition does not exist.
 * @example
 * ```js
 * export default await fromHttp({ url: 'http://127.0.0.1:8080/' });
 * ```
 */
export async function fromHttp(adapter: HttpAdapter): Promise<Implementation> {
  const { url, headers = {}, timeout = 10_000 } = adapter ?? {};
  assertMemberNames(adapter ?? {}, ['url', 'headers', 'edition', 'timeout'], 'fromHttp');
  const { record, milliseconds } = optionChecks;
  assertOptionTypes(adapter ?? {}, { headers: record, timeout: milliseconds }, 'fromHttp');
  const editions = toEditions(adapter?.edition);
  const connection = new HttpConnection(parseAddress(url), headers);
  // The worlds of other suites on the same server have other ids.
  let lastWorld = Date.now() * 1000;
  const timer = setTimeout(
    () => connection.abort(`did not describe itself within ${timeout} ms`),
    timeout,
  );
  const description = await requestDescription(connection).finally(() => clearTimeout(timer));
  return {
    ...description,
    ...(editions && { editions }),
    async prepare() {
      connection.abort('did not answer in time');
    },
    open(options) {
      lastWorld += 1;
      const world = { world: lastWorld };
      return openProtocolWorld(connection, world, forProgram(description, options));
    },
  };
}

function parseAddress(url: unknown): URL {
  const address = typeof url === 'string' && URL.canParse(url) ? new URL(url) : undefined;
  if (address && /^https?:$/.test(address.protocol)) return address;
  const received = typeof url === 'string' ? JSON.stringify(url) : typeof url;
  throw new TypeError(
    `Cannot connect to the server: url is ${received}, expected an http: or https: address. Write fromHttp({ url: 'http://127.0.0.1:8080/' }).`,
  );
}

/** Connections to a server that stay open between requests. */
class HttpConnection implements ProtocolConnection {
  readonly #address: URL;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #agent: HttpAgent;
  #lastId = 0;
  #abort = new AbortController();

  constructor(address: URL, headers: Readonly<Record<string, string>>) {
    this.#address = address;
    this.#headers = headers;
    const Agent = address.protocol === 'https:' ? HttpsAgent : HttpAgent;
    this.#agent = new Agent({ keepAlive: true });
  }

  async request(create: (id: number) => ProtocolRequest): Promise<Json> {
    this.#lastId += 1;
    const request = create(this.#lastId);
    const { status, body } = await this.#post(request);
    const parsed = parseMessage(body, request.id);
    const { message } = parsed;
    const answered = `answered ${request.method} with`;
    if (message && 'error' in message) throw createAnsweredError(message.error);
    if (status !== 200) throw createError(`${answered} status ${status}, expected 200`, body);
    if (!message)
      throw createError(
        `${answered} a body that is not a JSON-RPC response: ${parsed.fault}. The body`,
        body,
      );
    if (!('result' in message))
      throw createError(`${answered} a notification, which no server sends`, body);
    if (message.id !== request.id)
      throw createError(`${answered} the id ${message.id}, expected ${request.id}`, body);
    return message.result;
  }

  /** Aborts the requests that are pending. */
  abort(reason: string): void {
    this.#abort.abort(new ImplementationError(`The server ${reason}.`));
    this.#abort = new AbortController();
  }

  async #post(request: ProtocolRequest): Promise<{ status: number | undefined; body: string }> {
    const { signal } = this.#abort;
    const send = this.#address.protocol === 'https:' ? requestHttps : requestHttp;
    const text = JSON.stringify(request);
    const headers = {
      ...this.#headers,
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    };
    try {
      const response = await new Promise<IncomingMessage>((resolve, reject) => {
        send(this.#address, { method: 'POST', agent: this.#agent, headers, signal }, resolve)
          .on('error', reject)
          .end(text);
      });
      return { status: response.statusCode, body: await readBody(response) };
    } catch (error) {
      if (signal.aborted) throw signal.reason;
      throw error instanceof ImplementationError ? error : this.#createNetworkError(error);
    }
  }

  #createNetworkError(error: unknown): ImplementationError {
    const { code, message } = error as NodeJS.ErrnoException;
    const advice = code === 'ECONNREFUSED' ? ' Start the server first.' : '';
    const reason = message === '' ? code : message;
    // The address may hold a password.
    const { origin, pathname } = this.#address;
    return new ImplementationError(`Cannot reach ${origin}${pathname}: ${reason}.${advice}`, {
      cause: error,
    });
  }
}

async function readBody(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > MAX_ANSWER_LENGTH)
      throw new ImplementationError(`The server answered more than ${MAX_ANSWER_LENGTH} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function createError(reason: string, body: string): ImplementationError {
  return new ImplementationError(`The server ${reason}: ${formatLine(body, MAX_QUOTED_LENGTH)}`);
}
