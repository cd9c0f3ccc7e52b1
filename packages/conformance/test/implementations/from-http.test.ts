import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { checkConformance, fromHttp } from '@post-challenge/conformance';
import { describe, expect, onTestFinished, test } from 'vitest';
import { checkFew } from '../check-few.ts';

const example = fileURLToPath(new URL('../../examples/javascript/server.mjs', import.meta.url));
const rules = [
  'access.deny/returns-api',
  'authentication.challengeWithAny/accepts-every-factor',
  'redirect.sendUserTo/returns-api',
] as const;

/** Starts the example server and returns its address. */
async function startExample(): Promise<string> {
  const server = spawn(process.execPath, [example, '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void server.kill());
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  return line.toString('utf8').trim();
}

/** Starts a server of this process and returns its address. */
async function startServer(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}

/** Starts a server in front of the example that answers the requests of one method itself. */
async function startProxy(method: string, respond: RequestListener): Promise<string> {
  const target = await startExample();
  return startServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const text = body.toString('utf8');
    if (text.includes(`"method":"${method}"`) && text.includes('challengeWithAny'))
      return respond(request, response);
    const answer = await fetch(target, { method: 'POST', body: text });
    response.end(await answer.text());
  });
}

test('the example in JavaScript is conformant at host level over HTTP', async () => {
  const implementation = await fromHttp({ url: await startExample() });

  const fewest = { runs: 2, maxExamples: 2 };
  const { conformant, summary } = await checkFew(implementation, fewest);

  expect(conformant).toBe('host');
  expect(summary.failed).toBe(0);
});

describe('marks one rule as errored and goes on if the server', () => {
  test.for<[string, RequestListener, string | RegExp]>([
    [
      'answers another status',
      (_, response) => void response.writeHead(503).end('Busy'),
      'The server answered start with status 503, expected 200: Busy',
    ],
    [
      'answers something else',
      (_, response) => void response.end('Hello'),
      'The server answered start with a body that is not a JSON-RPC response: it is not JSON. The body: Hello',
    ],
    [
      'answers nothing but an id',
      (_, response) => void response.end('{"jsonrpc":"2.0","id":1}'),
      /^The server answered start with a body .*: it has neither a result nor an error\. The body: /,
    ],
    [
      'answers another request',
      (_, response) => void response.end('{"jsonrpc":"2.0","id":1,"result":null}'),
      /^The server answered start with the id 1, expected \d+: \{/,
    ],
    [
      'answers an error',
      (_, response) =>
        void response.end('{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"No store."}}'),
      'No store.',
    ],
    ['never answers', () => {}, 'javascript did not answer start within 500 ms.'],
    ['closes the connection', ({ socket }) => void socket.destroy(), /socket hang up/],
  ])('%s', async ([, respond, message]) => {
    const implementation = await fromHttp({ url: await startProxy('start', respond) });

    const report = await checkConformance(implementation, { rules, runs: 3, timeout: 500 });

    expect(report.rules.map(({ verdict }) => verdict)).toEqual(['passed', 'errored', 'passed']);
    expect(report.rules[1]?.message).toMatch(message);
  });
});

test('gives up a request that the server does not answer before the next scenario', async () => {
  const closed: string[] = [];
  const url = await startProxy('start', (_, response) => {
    response.on('close', () => closed.push('start'));
  });

  await checkConformance(await fromHttp({ url }), { rules, runs: 3, timeout: 500 });

  expect(closed).toEqual(['start']);
});

describe('rejects if the server', () => {
  test('does not exist', async () => {
    await expect(fromHttp({ url: 'http://127.0.0.1:9/' })).rejects.toThrow(
      'Cannot reach http://127.0.0.1:9/: connect ECONNREFUSED 127.0.0.1:9. Start the server first.',
    );
  });

  test('does not describe itself in time', async () => {
    const url = await startServer(() => {});

    await expect(fromHttp({ url, timeout: 50 })).rejects.toThrow(
      'The server did not describe itself within 50 ms.',
    );
  });

  test.for([undefined, 'localhost:8080', 'ftp://127.0.0.1/'])('has no address: %s', async (url) => {
    await expect(fromHttp({ url } as { url: string })).rejects.toThrow(TypeError);
  });
});
