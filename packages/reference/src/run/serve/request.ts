import { quoteValue } from '@post-challenge/spec/command-line';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';

/** The largest body of a request, in bytes. */
const MAXIMUM_BODY_SIZE = 1_000_000;

/** Thrown if the server refuses a request. */
export class RequestError extends Error {
  override readonly name = 'RequestError';
  readonly status: number;
  /** The headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** A host is a loopback host if only this machine reaches it. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
}

/**
 * Throws if the header `Host` names another host than the server has. A site that lets its own name point to this machine could read the pages
 * otherwise (DNS rebinding).
 *
 * @param host - The host of the server.
 */
export function assertOwnHost({ headers }: IncomingMessage, host: string): void {
  const { host: given = '' } = headers;
  const name = parseHostname(given);
  const isAddress = isIP(name) !== 0;
  const isOwn = name === 'localhost' || name === host;
  // No site can give its pages an address as their name.
  if (isOwn || (isAddress && (isLoopback(name) || !isLoopback(host)))) return;
  throw new RequestError(
    403,
    `The request is for the host ${quoteValue(given)}, which is not this server. Open its address, or name the host with --serve-host.`,
  );
}

/** Parses the name in a header `Host`, without its port and brackets. It is empty if the header has another form. */
function parseHostname(header: string): string {
  const url = `http://${header}`;
  if (/[/?#@\\]/.test(header) || !URL.canParse(url)) return '';
  return new URL(url).hostname.replaceAll(/^\[|\]$/g, '');
}

/** Throws if a browser sends the request for a page of another site. */
export function assertOwnOrigin({ headers }: IncomingMessage): void {
  const { origin, host, 'sec-fetch-site': site } = headers;
  const isOwn =
    origin === undefined
      ? site === undefined || site === 'same-origin' || site === 'none'
      : URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
  if (isOwn) return;
  throw new RequestError(403, 'Another site sent this request. Use the pages of this server.');
}

/** Reads the body of a request as a form. */
export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const text = await readText(request);
  const { 'content-type': type = '' } = request.headers;
  if (text === '' || /^application\/x-www-form-urlencoded\s*(;|$)/i.test(type))
    return new URLSearchParams(text);
  throw new RequestError(
    415,
    `The body of the request is ${type === '' ? 'of no type' : quoteValue(type)}, expected application/x-www-form-urlencoded, as browsers send a form.`,
  );
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= MAXIMUM_BODY_SIZE) return void chunks.push(chunk);
      request.pause();
      const limit = `${MAXIMUM_BODY_SIZE / 1_000_000} MB`;
      const text = `The body of the request is larger than ${limit}.`;
      // The rest of the body is not read.
      return reject(new RequestError(413, text, { Connection: 'close' }));
    });
    request.on('end', () => resolve(Buffer.concat(chunks).toString()));
    // The client has gone, or was too slow.
    request.on('error', () =>
      reject(new RequestError(400, 'The request ended before its body was complete.')),
    );
  });
}

/** Returns parameters as an object. A parameter that is given several times becomes a list. */
export function toObject(parameters: URLSearchParams): Record<string, string | string[]> {
  const names = new Set(parameters.keys());
  return Object.fromEntries(
    [...names].map((name) => {
      const [first = '', ...others] = parameters.getAll(name);
      return [name, others.length === 0 ? first : [first, ...others]];
    }),
  );
}
