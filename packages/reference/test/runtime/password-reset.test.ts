import type { Transaction, TransactionInput } from '@post-challenge/spec';
import { createRuntime } from '@post-challenge/reference';
import { SignJWT, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import { TestClock } from '../execution.ts';
import { having, returning } from './journey.ts';
import { actions, event } from './password-reset.ts';
import { secret } from '../api/signed.ts';

const key = new TextEncoder().encode(secret);

/** Simulates the other site: it verifies the token of the redirect and sends the user back with its own token. */
async function siteReturns(
  clock: TestClock,
  transaction: Transaction,
  claims: Readonly<Record<string, unknown>>,
): Promise<TransactionInput> {
  const { searchParams } = new URL(having('redirected', transaction).url);
  const currentDate = new Date(clock.now());
  const read = await jwtVerify(searchParams.get('session_token') ?? '', key, { currentDate });
  const token = await new SignJWT({ state: searchParams.get('state'), ...claims })
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setSubject(read.payload.sub ?? '')
    .setIssuer('site.example')
    .setIssuedAt(currentDate)
    .setExpirationTime(new Date(clock.now() + 60_000))
    .sign(key);
  return returning(transaction, { session_token: token });
}

describe('a password reset', () => {
  test('asks for a factor, sends the user to another site to verify the identity, and completes', async () => {
    const clock = new TestClock();
    const runtime = createRuntime({ actions, clock });

    const challenged = await runtime.start(event);
    expect(challenged).toMatchObject({ status: 'challenged', defaultFactor: { type: 'otp' } });

    const redirected = await runtime.resume(challenged, { completes: { type: 'phone' } });
    expect(having('redirected', redirected).url).toMatch(/^https:\/\/site\.example\/verify\?/);

    const returns = await siteReturns(clock, redirected, { verified: true });
    expect(await runtime.resume(redirected, returns)).toEqual({
      version: 1,
      status: 'completed',
      resultUrl: 'https://app.example/?factors=phone',
    });
  });

  test('is denied if the site does not verify the identity', async () => {
    const clock = new TestClock();
    const runtime = createRuntime({ actions, clock });
    const challenged = await runtime.start(event);
    const redirected = await runtime.resume(challenged, { completes: { type: 'otp' } });
    const returns = await siteReturns(clock, redirected, { verified: false });

    expect(await runtime.resume(redirected, returns)).toEqual({
      version: 1,
      status: 'denied',
      reason: 'Your identity was not verified.',
    });
  });

  test.each([
    ['a token for another state', { state: 'another', verified: true }, 0],
    ['an expired token', { verified: true }, 60_000],
  ])('fails with %s', async (_, claims, wait) => {
    const clock = new TestClock();
    const runtime = createRuntime({ actions, clock });
    const challenged = await runtime.start(event);
    const redirected = await runtime.resume(challenged, { completes: { type: 'otp' } });
    const returns = await siteReturns(clock, redirected, claims);
    clock.wait(wait);

    expect(await runtime.resume(redirected, returns)).toMatchObject({
      status: 'failed',
      message: 'Cannot execute action 2: onContinuePostChallenge threw InvalidTokenError.',
    });
  });

  test('does not ask for a factor while the cache holds the user', async () => {
    const clock = new TestClock();
    const runtime = createRuntime({ actions, clock });
    const challenged = await runtime.start(event);
    const redirected = await runtime.resume(challenged, { completes: { type: 'otp' } });
    await runtime.resume(redirected, await siteReturns(clock, redirected, { verified: true }));

    expect(await runtime.start(event)).toMatchObject({ status: 'redirected' });
    clock.wait(3_600_001);
    expect(await runtime.start(event)).toMatchObject({ status: 'challenged' });
  });
});
