import { createPostChallenge, createRuntime } from '@post-challenge/reference';
import type { PostChallengeEvent } from '@post-challenge/spec';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { START, call, execution } from '../execution.ts';
import { action } from '../runtime/journey.ts';

const secret = 'a secret of at least thirty-two bytes';
const url = 'https://example.com/?phone=1';

describe('a member that is undefined is absent', () => {
  test('from query parameters', () => {
    const { api, outcome } = execution();
    call(api, 'transaction.setResultUrl', url, { query: { phone: undefined, a: 'b' } });

    expect(outcome()).toEqual({ status: 'completed', resultUrl: `${url}&a=b` });
    call(api, 'redirect.sendUserTo', url, { query: { phone: undefined } });

    expect(outcome()).toEqual({ status: 'redirected', url });
  });

  test('from the lifetimes of a record', () => {
    const { api } = execution();

    expect(call(api, 'cache.set', 'key', '', { ttl: undefined, expires_at: START + 1 })).toEqual({
      type: 'success',
      record: { value: '', expires_at: START + 1 },
    });
    expect(call(api, 'cache.set', 'key', '', { ttl: undefined })).toEqual(
      call(api, 'cache.set', 'key', ''),
    );
  });

  test('from a token and its options', () => {
    const payload = { a: undefined, b: 1 };
    const options = { secret, payload, expiresInSeconds: undefined };
    const claims = decodeJwt(String(call(execution().api, 'redirect.encodeToken', options)));

    expect(claims).toMatchObject({ b: 1, exp: Number(claims.iat) + 900 });
    expect(claims).not.toHaveProperty('a');
  });

  test('from a challenge', () => {
    const { api, outcome } = execution();
    const factor = { type: 'phone', options: { preferredMethod: undefined } };
    call(api, 'authentication.challengeWith', factor, { additionalFactors: undefined });

    expect(outcome()).toMatchObject({ factors: [{ type: 'phone', options: {} }] });
  });

  test('from an event', async () => {
    const events: PostChallengeEvent[] = [];
    const event = { ...eventOf(), organization: undefined, secrets: { A: undefined } };
    const runtime = createRuntime({ actions: [action((received) => events.push(received))] });
    await runtime.start(event as unknown as PostChallengeEvent);

    expect(events).toStrictEqual([eventOf()]);
  });

  test('from the options of the package', () => {
    const options = { event: eventOf(), clock: undefined, cache: undefined, tenant: undefined };

    expect(createPostChallenge(options).outcome()).toEqual({ status: 'completed' });
  });
});
