import { spawn } from 'node:child_process';
import { appendFileSync, closeSync } from 'node:fs';
import { createInterface } from 'node:readline';

/**
 * A process that serves three methods correctly, until `api.authentication.challengeWithAny` is called: then it misbehaves in the way that its argument
 * names.
 *
 * @typedef {{ id: number, method: string, params: { actions: { execute: { call: string }[] }[] } }} Request
 * @typedef {(request: Request) => void} Way
 */
const [way = '', pids = ''] = process.argv.slice(2);
appendFileSync(pids, `${process.pid}\n`);

/** @type {Record<string, Way>} */
const ways = {
  'prints something else': () => process.stdout.write('Ready\n'),
  'prints other JSON': ({ id }) => send({ id, result: phase({ $undefined: true }) }),
  'answers another request': ({ id }) => answer(id + 1),
  'answers twice': ({ id }) => [answer(id), answer(id)],
  'answers something that is not a phase': ({ id }) =>
    send({ jsonrpc: '2.0', id, result: { executions: 5 } }),
  'answers an error': ({ id }) =>
    send({ jsonrpc: '2.0', id, error: { code: 1, message: 'There is no\n\u001B database.' } }),
  'answers with an error that is null': ({ id }) =>
    send({ jsonrpc: '2.0', id, result: phase({ $undefined: true }), error: null }),
  'answers with a text as id': ({ id }) => send({ jsonrpc: '2.0', id: `${id}`, result: null }),
  'answers with a batch': ({ id }) => send([{ jsonrpc: '2.0', id, result: null }]),
  'begins with a byte order mark': ({ id }) =>
    process.stdout.write(`\u{FEFF}${JSON.stringify({ jsonrpc: '2.0', id, result: null })}\n`),
  'answers a list in 100,000 lists': ({ id }) =>
    process.stdout.write(
      `{"jsonrpc":"2.0","id":${id},"result":${'['.repeat(1e5)}${']'.repeat(1e5)}}\n`,
    ),
  'answers 60,000 wrong observations': ({ id }) =>
    send({ jsonrpc: '2.0', id, result: Array.from({ length: 6e4 }, () => ({ bad: 1 })) }),
  'answers a result of 20,000 parts': ({ id }) =>
    send({ jsonrpc: '2.0', id, result: phase(Array.from({ length: 2e4 }, () => 1)) }),
  'never answers': () => {},
  'never answers, and notifies steps': () => notifyStep(),
  'never answers, nor hears SIGTERM': () => process.on('SIGTERM', () => {}),
  'never answers, and leaves a process': () => leave(),
  'ends and leaves a process': () => [leave(), process.exit(0)],
  ends: () => process.exit(3),
  'ends after a step': () => [notifyStep(), process.exit(3)],
  'is killed': () => process.kill(process.pid, 'SIGKILL'),
  throws: () => {
    throw new Error('not handled');
  },
  'closes its standard input': ({ id }) => [setInterval(() => {}, 1000), closeSync(0), answer(id)],
  'floods its standard output': () => process.stdout.write('x'.repeat(17_000_000)),
};

/** @type {Record<string, Way>} */
const beginnings = {
  'ends at once': () => process.exit(4),
  'does not describe itself': () => {},
  'describes something else': ({ id }) =>
    send({ jsonrpc: '2.0', id, result: { protocol: 2, name: 5, capabilities: [] } }),
  'speaks protocol 1': ({ id }) =>
    send({ jsonrpc: '2.0', id, result: { name: 'old', capabilities: [] } }),
};

/** @type {Record<string, object>} */
const results = {
  'access.deny': { $api: true },
  'redirect.sendUserTo': { $api: true },
  'authentication.challengeWithAny': { $undefined: true },
};

createInterface({ input: process.stdin }).on('line', (line) => {
  /** @type {Request} */
  const request = JSON.parse(line);
  const { id, method, params } = request;
  const description = { protocol: 2, name: 'hostile', capabilities: ['outcome'] };
  if (method === 'describe') {
    (beginnings[way] ?? (() => send({ jsonrpc: '2.0', id, result: description })))(request);
  }
  if (method === 'open' || method === 'close') send({ jsonrpc: '2.0', id, result: null });
  if (method === 'start') {
    const called = params.actions[0]?.execute[0]?.call ?? '';
    if (called === 'authentication.challengeWithAny') ways[way]?.(request);
    else answer(id, results[called]);
  }
});

/** @param {object} message */
function send(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

/** @param {number} id @param {object} [returned] */
function answer(id, returned = results['authentication.challengeWithAny']) {
  send({ jsonrpc: '2.0', id, result: phase(returned) });
}

/** @param {object | undefined} returned */
function phase(returned) {
  const observations = returned ? [{ returned }] : [];
  return {
    executions: [{ action: 0, handler: 'execute', observations }],
    outcome: { status: 'completed' },
  };
}

function notifyStep() {
  send({ jsonrpc: '2.0', method: 'step', params: { action: 0, handler: 'execute', index: 0 } });
}

function leave() {
  const left = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
  appendFileSync(pids, `${left.pid}\n`);
}
