import { expect, test } from 'vitest';
import { type Steps, atOnce, awaited } from '../src/at-once.ts';

function* sum(a: number | Promise<number>, b: number | Promise<number>): Steps<number> {
  return (yield* awaited(a)) + (yield* awaited(b));
}

function* guarded(): Steps<string> {
  try {
    return yield* awaited(Promise.reject(new Error('late')));
  } catch (error) {
    return `caught ${(error as Error).message}`;
  }
}

function* failing(first: unknown): Steps<void> {
  yield* awaited(first);
  throw new Error('no');
}

test('what need not be awaited is done at once', () => {
  expect(atOnce(sum(1, 2))).toBe(3);
});

test('what has to be awaited is awaited, wherever it stands', async () => {
  for (const steps of [sum(Promise.resolve(1), 2), sum(1, Promise.resolve(2))]) {
    const result = atOnce(steps);

    expect(result).toBeInstanceOf(Promise);
    // oxlint-disable-next-line no-await-in-loop -- One after another.
    expect(await result).toBe(3);
  }
});

test('a promise that is rejected throws at its step', async () => {
  expect(await atOnce(guarded())).toBe('caught late');
});

test('what a step throws comes out as it would otherwise', async () => {
  expect(() => atOnce(failing(1))).toThrow('no');
  await expect(atOnce(failing(Promise.resolve(1)))).rejects.toThrow('no');
});
