import { type IncomingHttpHeaders, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { main } from '../../../src/run/cli.ts';
import { localExecutor } from '../../../src/run/serve/step-executor.ts';
import { folderOf } from '../files.ts';

/** An event of the log as JSON. */
export type Logged = { readonly event: string } & Readonly<Record<string, unknown>>;

/** An answer of a server. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Options of a request: its headers, its method and its body. */
export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request. Unlike `fetch`, it sends any header and follows no redirect. */
export function send(url: string, { body, ...options }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(url, options, (response) => {
      const { statusCode: status = 0, headers } = response;
      text(response).then((body) => resolve({ status, headers, body }), reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

/** Sends a form. */
export function sendForm(
  url: string,
  fields: Readonly<Record<string, string>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' };
  const body = new URLSearchParams(fields).toString();
  return send(url, { method: 'POST', headers: { ...type, ...headers }, body });
}

/** A server for a test. */
export interface Served {
  /** The address of the start page, without the slash at its end. */
  readonly url: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  /** The events of the log so far, if the log is JSON. */
  readonly events: () => Logged[];
  /** Ends the server, and returns its exit code. */
  readonly end: () => Promise<number>;
}

/** Serves actions in this process until the test has finished. */
export async function serveActions(
  actions: readonly string[] | Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<Served> {
  const written = { stdout: '', stderr: '' };
  const files = Array.isArray(actions)
    ? Object.fromEntries(actions.map((action, index) => [`action-${index + 1}.cjs`, action]))
    : (actions as Record<string, string>);
  const folder = folderOf(files);
  const paths = Object.keys(files).map((name) => `${folder}/${name}`);
  const { promise: ended, resolve: finish } = createPromise<undefined>();
  const { promise: listening, resolve: listen } = createPromise<string>();
  const stream = (name: keyof typeof written) => ({
    write(text: string) {
      written[name] += text;
      const [url] = /http:\/\/[\d.]+:\d+/.exec(written.stdout) ?? [];
      if (url !== undefined) listen(url);
    },
  });
  const code = main(['run', ...paths, ...options, '--serve', '0'], {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    serving: { executor: localExecutor, ended },
  });
  const end = () => {
    finish(undefined);
    return code;
  };
  onTestFinished(async () => void (await end()));
  const url = await Promise.race([listening, code.then(() => '')]);
  if (url === '') throw new Error(`The server does not listen: ${written.stderr}`);
  return {
    url,
    stdout: () => written.stdout,
    stderr: () => written.stderr,
    events: () => parseLines(written.stdout),
    end,
  };
}

function createPromise<T>() {
  let settle: ((value: T) => void) | undefined;
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, resolve: (value: T) => settle?.(value) };
}

/** Parses a log, which has a JSON text in each line. */
export function parseLines(log: string): Logged[] {
  return log
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Logged);
}

/** Reads the state with which an answer redirects. */
export function readState({ headers: { location = '' } }: Answer): string {
  return new URL(location).searchParams.get('state') ?? '';
}

/** Returns the text of a page as a reader sees it, without the head. */
export function readText({ body }: Answer): string {
  const entities = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
  return body
    .replace(/^[^]*<body>/, '')
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/&(#?\w+);/g, (_, name: keyof typeof entities) => entities[name]);
}
