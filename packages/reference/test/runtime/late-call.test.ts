import type { PostChallengeAPI } from '@post-challenge/spec';
import { createRuntime } from '@post-challenge/reference';
import { setImmediate } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { thrownBy } from '../execution.ts';
import { action, having, journey } from './journey.ts';

describe('a method that is called after its handler has ended', () => {
  test.each<[string, (api: PostChallengeAPI) => unknown]>([
    ['access.deny', (api) => api.access.deny('No.')],
    ['authentication.challengeWith', (api) => api.authentication.challengeWith({ type: 'otp' })],
    ['cache.get', (api) => api.cache.get('key')],
    ['cache.set', (api) => api.cache.set('key', 'value')],
    ['redirect.sendUserTo', (api) => api.redirect.sendUserTo('https://site.example/')],
    ['transaction.setResultUrl', (api) => api.transaction.setResultUrl('https://app.example/')],
  ])('throws, and says that a promise was not awaited: %s', async (method, call) => {
    let late: PostChallengeAPI | undefined;
    await journey({ actions: [action((_, api) => void (late = api))] });

    const error = thrownBy(() => late && call(late));

    expect(error).toBeInstanceOf(TypeError);
    expect(error.message).toMatch(
      new RegExp(`^Cannot .*: api\\.${method} was called after the handler had ended, .*Await`),
    );
  });

  test('throws on the object that a chained call returned, and in a continue handler', async () => {
    const late: PostChallengeAPI[] = [];
    const keep = (api: PostChallengeAPI) => {
      late.push(api.redirect.sendUserTo('https://site.example/') as PostChallengeAPI);
    };
    await journey(
      {
        actions: [
          action(
            (_, api) => keep(api),
            (_, api) => keep(api),
          ),
        ],
      },
      'returns',
    );

    expect(late).toHaveLength(2);
    for (const api of late) expect(() => api.access.deny('No.')).toThrow(/after the handler/);
  });

  test('rejects the helper that the handler did not await', async () => {
    const results: Promise<unknown>[] = [];
    const denyLater = async (api: PostChallengeAPI) => {
      await setImmediate();
      api.access.deny('No.');
    };
    const forgetful = action((_, api) => void results.push(denyLater(api)));

    expect(await journey({ actions: [forgetful] })).toMatchObject({ status: 'completed' });
    await expect(results[0]).rejects.toThrow(/api\.access\.deny was called after the handler/);
  });
});

test('a returned transaction shares no object with the runtime or with the event', async () => {
  const runtime = createRuntime({
    actions: [
      action((_, api) => {
        api.authentication.challengeWith({ type: 'otp' });
        api.authentication.challengeWith({ type: 'email' });
      }),
    ],
  });
  const event = eventOf();
  const paused = having('challenged', await runtime.start(event));
  const stored = JSON.stringify(paused);
  event.user.email = 'changed';
  const later = having('challenged', await runtime.resume(paused, { completes: { type: 'otp' } }));
  later.event.user.user_id = 'changed';
  Object.assign(later.factors, [{ type: 'changed' }]);

  expect(JSON.stringify(paused)).toBe(stored);
  expect(paused.defaultFactor).not.toBe(paused.factors[0]);
});
