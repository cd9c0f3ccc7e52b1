import type { AuthenticationMethod, FactorSelector, Outcome } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { eventOf } from '../event.ts';
import { execution } from '../execution.ts';

const otp: FactorSelector = { type: 'otp' };
const email: FactorSelector = { type: 'email' };
const phone: FactorSelector = { type: 'phone', options: { preferredMethod: 'sms' } };
const push: FactorSelector = { type: 'push', options: { otpFallback: false } };
const roaming: FactorSelector = { type: 'webauthn-roaming' };

describe('a challenge', () => {
  test('offers a default factor and additional factors', () => {
    const { api, outcome } = execution();
    api.authentication.challengeWith(phone, { additionalFactors: [push] });

    expect(outcome()).toEqual({
      status: 'challenged',
      factors: [phone, push],
      defaultFactor: phone,
    });
  });

  test('offers a choice without a default factor', () => {
    const { api, outcome } = execution();
    api.authentication.challengeWithAny([phone, push]);

    expect(outcome()).toEqual({ status: 'challenged', factors: [phone, push] });
  });

  test('comes before a challenge that is requested later', () => {
    const { api, outcome } = execution({ event: completed({ name: 'mfa', type: 'otp' }) });
    api.authentication.challengeWith(otp);
    api.authentication.challengeWith(email);
    api.authentication.challengeWithAny([phone]);

    expect(outcome()).toEqual({ status: 'challenged', factors: [email], defaultFactor: email });
  });

  test('does not change if the action changes its arguments afterwards', () => {
    const [first, second] = [execution(), execution()];
    const factor: FactorSelector = { type: 'phone', options: { preferredMethod: 'sms' } };
    const list: FactorSelector[] = [factor];
    first.api.authentication.challengeWith(factor, { additionalFactors: list });
    second.api.authentication.challengeWithAny(list);
    list.push(otp);
    factor.options = { preferredMethod: 'voice' };

    expect(first.outcome()).toMatchObject({ factors: [phone, phone], defaultFactor: phone });
    expect(second.outcome()).toMatchObject({ factors: [phone] });
  });

  test('accepts frozen factors', () => {
    const { api, outcome } = execution();
    const options = Object.freeze({
      additionalFactors: Object.freeze([Object.freeze({ ...otp })]),
    });
    api.authentication.challengeWith(Object.freeze({ ...email }), options);

    expect(outcome()).toMatchObject({ factors: [email, otp] });
  });
});

describe('a challenge is satisfied', () => {
  test.each<[string, FactorSelector, Partial<AuthenticationMethod>]>([
    ['a factor', otp, { name: 'mfa', type: 'otp' }],
    ['the alias of a factor', push, { name: 'mfa', type: 'push-notification' }],
    ['an e-mail', email, { name: 'mfa', type: 'email' }],
    ['a security key', roaming, { name: 'mfa', type: 'webauthn-roaming' }],
  ])('by %s completed in the transaction', (_, factor, method) => {
    const { api, outcome } = execution({ event: completed(method) });
    api.authentication.challengeWith(factor);

    expect(outcome()).toEqual({ status: 'completed' });
  });

  test('by a completed factor that the user can no longer use', () => {
    const event = { ...completed({ name: 'mfa', type: 'email' }) };
    const { api, outcome } = execution({ event, tenant: { factors: [] } });
    api.authentication.challengeWith(email);

    expect(outcome()).toEqual({ status: 'completed' });
  });

  test('by an additional factor', () => {
    const { api, outcome } = execution({ event: completed({ name: 'mfa', type: 'otp' }) });
    api.authentication.challengeWith(email, { additionalFactors: [otp] });

    expect(outcome()).toEqual({ status: 'completed' });
  });

  test.each<Partial<AuthenticationMethod>>([
    { name: 'pwd' },
    { name: 'mfa' },
    { name: 'mfa', type: 'email' },
    { name: 'https://example.com/custom', type: 'otp' },
    { name: 'constructor' },
  ])('not by %j', (method) => {
    const { api, outcome } = execution({ event: completed(method) });
    api.authentication.challengeWith(otp);

    expect(outcome()).toMatchObject({ status: 'challenged' });
  });
});

describe('a challenge is not satisfied', () => {
  test.each<[string, FactorSelector]>([
    ['email', email],
    ['sms', phone],
    ['phone_number', phone],
    ['passkey', roaming],
    ['otp', otp],
  ])('by a method of the name %s, which is no factor', (name, factor) => {
    const { api, outcome } = execution({ event: completed({ name }) });
    api.authentication.challengeWith(factor);

    expect(outcome()).toMatchObject({ status: 'challenged', factors: [factor] });
  });

  test('by the e-mail of the reset, even if email is an additional factor', () => {
    const enrolledFactors = [roaming, otp, email].map(({ type }) => ({ type }));
    const event = {
      ...completed({ name: 'email' }),
      user: eventOf({ user: { enrolledFactors } }).user,
    };
    const { api, outcome } = execution({ event });
    api.authentication.challengeWith(roaming, { additionalFactors: [otp, email] });

    expect(outcome()).toEqual({
      status: 'challenged',
      factors: [roaming, otp, email],
      defaultFactor: roaming,
    });
  });
});

describe('a factor that is not usable', () => {
  test('is not offered', () => {
    const outcome = askedOf({ enabled: ['otp', 'email'], enrolled: ['email', 'phone'] }, [
      otp,
      email,
      phone,
    ]);

    expect(outcome).toEqual({ status: 'challenged', factors: [email] });
  });

  test('is replaced as the default factor by the next usable factor', () => {
    const { api, outcome } = execution({ tenant: { factors: ['email', 'phone'] } });
    api.authentication.challengeWith(otp, { additionalFactors: [email, phone] });

    expect(outcome()).toEqual({
      status: 'challenged',
      factors: [email, phone],
      defaultFactor: email,
    });
  });

  test('is recognized under its alias', () => {
    const outcome = askedOf({ enabled: ['push-notification'], enrolled: ['push-notification'] }, [
      push,
    ]);

    expect(outcome).toEqual({ status: 'challenged', factors: [push] });
  });

  test('makes the transaction fail if no other factor is usable', () => {
    const outcome = askedOf({ enabled: ['email'], enrolled: [] }, [otp, email]);

    expect(outcome).toEqual({
      status: 'failed',
      message:
        'Cannot challenge the user: otp is not enabled in the tenant, email is not enrolled by the user.',
    });
  });

  test('is named once in the failure', () => {
    const outcome = askedOf({ enabled: [], enrolled: [] }, [otp, email, otp]);

    expect(outcome).toEqual({
      status: 'failed',
      message:
        'Cannot challenge the user: otp is not enabled in the tenant, email is not enabled in the tenant.',
    });
  });
});

function completed(method: Partial<AuthenticationMethod>) {
  return eventOf({ methods: [{ name: 'mfa', timestamp: '2026-01-01T00:00:00.000Z', ...method }] });
}

function askedOf(
  { enabled, enrolled }: { enabled: FactorSelector['type'][]; enrolled: FactorSelector['type'][] },
  factors: readonly FactorSelector[],
): Outcome {
  const event = eventOf({ user: { enrolledFactors: enrolled.map((type) => ({ type })) } });
  const { api, outcome } = execution({ event, tenant: { factors: enabled } });
  api.authentication.challengeWithAny(factors);
  return outcome();
}
