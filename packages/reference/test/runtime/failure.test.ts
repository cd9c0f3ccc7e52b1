import { InvalidTokenError, createRuntime } from '@post-challenge/reference';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runInNewContext } from 'node:vm';
import { eventOf } from '../event.ts';
import { action, journey } from './journey.ts';

/** Traps that throw at every access. */
const throwingTraps = new Proxy(
  {},
  {
    get: () => () => {
      throw new Error('text');
    },
  },
);

/** Creates a proxy that is its own prototype. */
function createEndlessChain(): object {
  const proxy: object = new Proxy({}, { getPrototypeOf: () => proxy });
  return proxy;
}

describe('an action that throws', () => {
  test.each([
    ['TypeError', () => new TypeError('text')],
    ['InvalidTokenError', () => new InvalidTokenError('MissingToken')],
    ['RangeError', () => new (class OwnError extends RangeError {})('text')],
    ['Error', () => new (class OwnError extends Error {})('text')],
    ['Error', () => runInNewContext('new SyntaxError("text")') as unknown],
    ['a value that is not an Error', () => 'text'],
    ['a value that is not an Error', () => new Proxy({}, throwingTraps)],
    ['a value that is not an Error', () => new Proxy(() => undefined, throwingTraps)],
    ['a value that is not an Error', createEndlessChain],
    ['RangeError', () => new Proxy(new RangeError('text'), {})],
    ['a value that is not an Error', () => undefined],
  ])('makes the transaction fail with a message that names %s', async (name, thrown) => {
    const executed: string[] = [];
    const throwing = action((_, api) => {
      api.access.deny('Not from here.');
      throw thrown();
    });
    const actions = [action(() => undefined), throwing, action(() => executed.push('later'))];

    expect(await journey({ actions })).toEqual({
      version: 1,
      status: 'failed',
      message: `Cannot execute action 2: onExecutePostChallenge threw ${name}.`,
    });
    expect(executed).toEqual([]);
  });

  test('makes the transaction fail on the return too', async () => {
    const throwing = action(
      (_, api) => api.redirect.sendUserTo('https://site.example/'),
      (_, api) => api.redirect.validateToken({ secret: 'secret' }),
    );

    expect(await journey({ actions: [throwing] }, 'returns')).toMatchObject({
      status: 'failed',
      message: 'Cannot execute action 1: onContinuePostChallenge threw InvalidTokenError.',
    });
  });

  test('keeps its cache writes', async () => {
    const twice = action((_, api) => {
      if (api.cache.get('key')) return api.access.deny('Seen.');
      api.cache.set('key', 'value');
      throw new Error('text');
    });
    const runtime = createRuntime({ actions: [twice] });
    await runtime.start(eventOf());

    expect(await runtime.start(eventOf())).toMatchObject({ status: 'denied', reason: 'Seen.' });
  });
});

/** Errors that hold a text chosen by the action. */
const thrownWith: readonly ((text: string) => unknown)[] = [
  (text) => text,
  (text) => new Error(text),
  (text) => new TypeError(text, { cause: text }),
  (text) => Object.assign(new Error(text), { name: text, code: text }),
  (text) => Object.assign(new Error(text), { constructor: { name: text } }),
  (text) => ({ name: text, message: text, toString: () => text }),
  (text) => {
    const named = { [text]: class extends Error {} }[text];
    return named && new named(text);
  },
  (text) => Symbol(text),
];

test('no failure holds text from the error of an action', async () => {
  const secret = fc.stringMatching(/^[A-Za-z0-9]{12,40}$/);
  const way = fc.constantFrom(...thrownWith);
  await fc.assert(
    fc.asyncProperty(secret, way, async (text, thrown) => {
      const throwing = action(({ secrets }) => {
        throw thrown(secrets['KEY'] ?? '');
      });
      const runtime = createRuntime({ actions: [throwing] });
      const failed = await runtime.start({ ...eventOf(), secrets: { KEY: text } });

      expect(failed).toMatchObject({ status: 'failed' });
      expect(JSON.stringify(failed)).not.toContain(text);
    }),
    { seed: 1, numRuns: 500, includeErrorInReport: true },
  );
});
