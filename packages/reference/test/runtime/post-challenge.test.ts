import { createPostChallenge } from '@post-challenge/reference';
import type { NamespaceName, PostChallengeAPI } from '@post-challenge/spec';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { eventOf } from '../event.ts';
import { START, execution } from '../execution.ts';

afterEach(() => {
  vi.useRealTimers();
});

describe('an action without requests', () => {
  test('lets the transaction complete', () => {
    expect(execution().outcome()).toEqual({ status: 'completed' });
  });

  test('may set the result URL, and the last one counts', () => {
    const { api, outcome } = execution();
    api.transaction.setResultUrl('https://example.com/first');
    api.transaction.setResultUrl('https://example.com/second');

    expect(outcome()).toEqual({ status: 'completed', resultUrl: 'https://example.com/second' });
  });
});

describe('the outcome', () => {
  const challenge = (api: PostChallengeAPI) => api.authentication.challengeWith({ type: 'otp' });
  const redirect = (api: PostChallengeAPI) => api.redirect.sendUserTo('https://example.com/');
  const deny = (api: PostChallengeAPI) => api.access.deny('Not from here.');
  const setUrl = (api: PostChallengeAPI) => api.transaction.setResultUrl('https://example.com/');

  test.each([
    [
      'a denial',
      { status: 'denied', reason: 'Not from here.' },
      [deny, redirect, challenge, setUrl],
    ],
    [
      'a redirect without a denial',
      { status: 'redirected', url: 'https://example.com/' },
      [redirect, challenge, setUrl],
    ],
    [
      'a challenge without either',
      { status: 'challenged', factors: [{ type: 'otp' }], defaultFactor: { type: 'otp' } },
      [challenge, setUrl],
    ],
  ])('is %s, whatever the order of the calls', (_, expected, asked) => {
    for (const order of [asked, asked.toReversed()]) {
      const { api, outcome } = execution();
      for (const ask of order) ask(api);

      expect(outcome()).toEqual(expected);
    }
  });

  test('has the last reason and the last redirect', () => {
    const denied = execution();
    denied.api.access.deny('first').access.deny('');
    const redirected = execution();
    redirected.api.redirect
      .sendUserTo('https://a.example/')
      .redirect.sendUserTo('https://b.example/');

    expect(denied.outcome()).toEqual({ status: 'denied', reason: '' });
    expect(redirected.outcome()).toEqual({ status: 'redirected', url: 'https://b.example/' });
  });
});

describe('the api object', () => {
  test('is the result of deny and sendUserTo', () => {
    const { api } = execution();

    expect(api.access.deny('reason')).toBe(api);
    expect(api.redirect.sendUserTo('https://example.com/')).toBe(api);
  });

  test('has methods that work without this', () => {
    const { api, outcome } = execution();
    const {
      access: { deny },
      authentication: { challengeWith, challengeWithAny },
      cache: { get, set, delete: remove },
      redirect: { encodeToken, sendUserTo, validateToken },
      transaction: { setResultUrl },
    } = api;
    challengeWith({ type: 'otp' });
    challengeWithAny([{ type: 'otp' }]);
    setResultUrl('https://example.com/');

    expect(set('key', 'value').type).toBe('success');
    expect(get('key')?.value).toBe('value');
    expect(remove('key')).toEqual({ type: 'success' });
    expect(encodeToken({ secret: 'secret', payload: {} })).toMatch(/^[^.]+\.[^.]+\.[^.]+$/);
    expect(() => validateToken({ secret: 'secret' })).toThrow('Cannot validate the token');
    expect(sendUserTo('https://example.com/')).toBe(api);
    expect(deny('reason')).toBe(api);
    expect(outcome().status).toBe('denied');
  });

  test('returns the same namespaces each time', () => {
    const { api } = execution();
    const names: NamespaceName[] = ['access', 'authentication', 'cache', 'redirect', 'transaction'];

    expect(names.map((name) => api[name])).toEqual(
      names.map((name) => expect.toSatisfy((again) => again === api[name])),
    );
  });
});

describe('an execution', () => {
  test('uses the event from its start', () => {
    const event = eventOf({ user: { enrolledFactors: [{ type: 'otp' }] } });
    const { api, outcome } = createPostChallenge({ event });
    event.user.enrolledFactors?.pop();
    event.authentication.methods.push({ name: 'mfa', type: 'otp', timestamp: '' });
    api.authentication.challengeWith({ type: 'otp' });

    expect(outcome()).toMatchObject({ status: 'challenged' });
  });

  test('returns a copy of its outcome', () => {
    const { api, outcome } = execution();
    api.authentication.challengeWithAny([{ type: 'otp' }]);
    const copy = outcome();
    if (copy.status === 'challenged') Object.assign(copy.factors[0] ?? {}, { type: 'email' });

    expect(outcome()).toEqual({ status: 'challenged', factors: [{ type: 'otp' }] });
  });

  test('uses the clock of the machine by default', () => {
    vi.useFakeTimers({ now: START });
    const { api } = createPostChallenge({ event: eventOf() });

    expect(api.cache.set('key', 'value', { ttl: 1 })).toMatchObject({
      record: { expires_at: START + 1 },
    });
  });
});
