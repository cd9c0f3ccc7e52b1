import { createRuntime } from '@post-challenge/reference';
import type { Transaction } from '@post-challenge/spec';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { START, TestClock } from '../execution.ts';
import { having, returning } from './journey.ts';
import type { Task } from './other-process.ts';
import { actions, event } from './password-reset.ts';
import { header, signed } from '../api/signed.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'post-challenge-'));
  await bundle(sourceOf('./other-process.ts'), join(folder, 'other-process.mjs'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a transaction stored as JSON resumes in another process', async () => {
  const runtime = createRuntime({ actions, clock: new TestClock() });
  const challenged = stored(await runtime.start(event));

  const input = { completes: { type: 'otp' } } as const;
  const redirected = await resumeElsewhere({ now: START, transaction: challenged, input });
  const { state } = having('redirected', redirected);
  const second = Math.floor(START / 1000);
  const claims = { iat: second, exp: second + 60, iss: 'site.example', sub: 'auth0|1', state };
  const token = signed(header, JSON.stringify({ ...claims, verified: true }));
  const returns = returning(redirected, { session_token: token });

  expect(await resumeElsewhere({ now: START, transaction: redirected, input: returns })).toEqual({
    version: 1,
    status: 'completed',
    resultUrl: 'https://app.example/?factors=otp',
  });
});

function stored(transaction: Transaction): Transaction {
  return JSON.parse(JSON.stringify(transaction)) as Transaction;
}

/** Resumes a transaction in another process. */
async function resumeElsewhere(task: Task): Promise<Transaction> {
  const script = join(folder, 'other-process.mjs');
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(task));
  return (await json(child.stdout)) as Transaction;
}

function sourceOf(path: string): string {
  return fileURLToPath(new URL(path, import.meta.url));
}

/** Bundles a script with its sources into one file that Node runs without a build. */
async function bundle(input: string, file: string): Promise<void> {
  const alias = {
    '@post-challenge/spec': sourceOf('../../../spec/src/index.ts'),
    '@post-challenge/reference': sourceOf('../../src/index.ts'),
  };
  const bundle = await rolldown({ input, platform: 'node', resolve: { alias } });
  await bundle.write({ file, format: 'esm' });
  await bundle.close();
}
