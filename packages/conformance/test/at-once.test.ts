import { describe, expect, test } from 'vitest';
import { after, inTurn, lastly, rescued } from '../src/at-once.ts';

function fails(): never {
  throw new Error('no');
}

const early = <T>(value: T) => value;
const late = <T>(value: T) => Promise.resolve(value);
const rejected = () => Promise.reject(new Error('no'));

describe('after', () => {
  test('what need not be awaited is followed at once', () => {
    expect(after(1, (one) => one + 1)).toBe(2);
  });

  test('what has to be awaited is followed when it has come to something', async () => {
    const result = after(late(1), (one) => one + 1);

    expect(result).toBeInstanceOf(Promise);
    expect(await result).toBe(2);
  });

  test('what is thrown comes out as it would otherwise', async () => {
    expect(() => after(1, fails)).toThrow('no');
    await expect(after(late(1), fails)).rejects.toThrow('no');
    await expect(after(rejected(), early)).rejects.toThrow('no');
  });
});

describe('rescued', () => {
  const told = (error: unknown) => `caught ${(error as Error).message}`;

  test('what does not fail needs no rescue', async () => {
    expect(rescued(() => 'yes', told)).toBe('yes');
    expect(await rescued(() => late('yes'), told)).toBe('yes');
  });

  test('what fails is replaced, whenever it fails', async () => {
    expect(rescued(fails, told)).toBe('caught no');
    expect(await rescued(rejected, told)).toBe('caught no');
  });

  test('a promise is asked for its then alone, whatever catch it has', async () => {
    const odd = Object.assign(late('yes'), { catch: () => late('no') });

    expect(await rescued(() => odd, told)).toBe('yes');
  });

  test('what the rescue throws comes out', async () => {
    expect(() => rescued(fails, fails)).toThrow('no');
    await expect(rescued(rejected, fails)).rejects.toThrow('no');
  });
});

describe.each([
  ['at once', early],
  ['when it has been awaited', late],
])('lastly, where the end comes %s', (_, end) => {
  async function ended(attempt: () => unknown) {
    const done: string[] = [];
    const result = await rescued(
      () => lastly(attempt, () => end(done.push('ended'))),
      (error) => (error as Error).message,
    );
    return [result, ...done];
  }

  test.each([
    ['succeeds', () => 'yes', 'yes'],
    ['succeeds late', () => late('yes'), 'yes'],
    ['fails', fails, 'no'],
    ['fails late', rejected, 'no'],
  ])('what %s is ended once', async (_, attempt, result) => {
    expect(await ended(attempt)).toEqual([result, 'ended']);
  });
});

test('an end that fails is what is thrown', async () => {
  expect(() => lastly(() => 1, fails)).toThrow('no');
  await expect(lastly(() => late(1), fails)).rejects.toThrow('no');
  await expect(lastly(() => Promise.reject(new Error('first')), fails)).rejects.toThrow('no');
});

async function order(each: (item: string, index: number) => unknown) {
  const seen: unknown[] = [];
  await inTurn(['a', 'b', 'c'], (item, index) =>
    after(each(item, index), () => {
      seen.push([item, index]);
    }),
  );
  return seen;
}

describe('inTurn', () => {
  test.each([
    ['at once', early],
    ['late', late],
    ['now at once, now late', (item: string) => (item === 'b' ? late(item) : item)],
  ])('items are taken one after another, %s', async (_, each) => {
    expect(await order(each)).toEqual([
      ['a', 0],
      ['b', 1],
      ['c', 2],
    ]);
  });

  test('no promise is made where nothing has to be awaited', () => {
    expect(inTurn([1, 2], early)).toBeUndefined();
  });

  test('none is begun before the one before it has ended', async () => {
    const events: string[] = [];
    await inTurn([1, 2, 3], async (item) => {
      events.push(`begin ${item}`);
      await late(item);
      events.push(`end ${item}`);
    });

    expect(events).toEqual([1, 2, 3].flatMap((item) => [`begin ${item}`, `end ${item}`]));
  });

  test.each([
    ['at once', early],
    ['late', late],
  ])('nothing follows the one that fails, where others are done %s', async (_, other) => {
    const seen: number[] = [];
    const each = (item: number) => {
      seen.push(item);
      return item === 2 ? rejected() : other(item);
    };

    await expect(inTurn([1, 2, 3], each)).rejects.toThrow('no');
    expect(seen).toEqual([1, 2]);
  });
});
