import { MAXIMUM_CACHE_KEY_SIZE } from '@post-challenge/spec';
import fc from 'fast-check';
import {
  ABSENT,
  ACCEPTED_LIFETIME,
  ERROR,
  SUCCESS,
  expectNotExpired,
  getErrorCode,
  getRecord,
  getResultType,
  isAbsent,
  isAlwaysAllowed,
} from './expectations.ts';
import {
  type LifetimeRequest,
  createSetOptions,
  getRequestedExpiry,
  getRequestedLifetime,
} from './requests.ts';
import { countBytes, filling, text } from '../../draw/text.ts';
import { shortLifetime } from '../../draw/times.ts';
import { type Judgement } from '../../language/judgement.ts';
import { combine, violation } from '../expectations.ts';
import { call, wait } from '../scenarios.ts';
import { type StepResult, filterCalls } from '../step-results.ts';
import type { Step } from '../../language/scenario.ts';
import { formatValue } from '../../language/format-value.ts';

type Command =
  | { do: 'get' | 'delete'; key: string }
  | ({ do: 'set'; key: string; value: string } & LifetimeRequest)
  | { do: 'wait'; for: number }
  /** Waits until the next requested expiry, and some milliseconds more or less. */
  | { do: 'expire'; over: number };

/** Few keys, so that sequences meet the same ones. Some stores confuse them. */
const key = fc.oneof(
  { withCrossShrink: true },
  { weight: 8, arbitrary: fc.constant('a') },
  { weight: 5, arbitrary: fc.constantFrom('A', 'a:b', 'a_b', 'ab', 'ä') },
  { weight: 1, arbitrary: fc.constant('k'.repeat(MAXIMUM_CACHE_KEY_SIZE + 1)) },
);
const value = fc.oneof(
  { withCrossShrink: true },
  { weight: 5, arbitrary: fc.constantFrom('x', 'y', '') },
  { weight: 2, arbitrary: text(64) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(filling, fc.constantFrom(100, 1000, 2000, 3000, 4000, 4097))
      .map(([fill, size]) => fill(size)),
  },
);

/** Sequences of set, get, delete and wait with few keys. */
export const cacheCommands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    { weight: 4, arbitrary: createCommand({ do: fc.constant('get' as const), key }) },
    {
      weight: 4,
      arbitrary: fc.record(
        { do: fc.constant('set' as const), key, value, ttl: shortLifetime, left: shortLifetime },
        { requiredKeys: ['do', 'key', 'value'], noNullPrototype: true },
      ),
    },
    { weight: 2, arbitrary: createCommand({ do: fc.constant('delete' as const), key }) },
    {
      weight: 1,
      arbitrary: createCommand({
        do: fc.constant('wait' as const),
        for: fc.integer({ min: 1, max: 500 }),
      }),
    },
    {
      weight: 2,
      arbitrary: createCommand({
        do: fc.constant('expire' as const),
        over: fc.constantFrom(1, 0, -1),
      }),
    },
  ),
  { maxLength: 20, size: '+1' },
);

function createCommand<T extends object>(parts: { [K in keyof T]: fc.Arbitrary<T[K]> }) {
  return fc.record<T>(parts, { noNullPrototype: true });
}

/** The longest time that a sequence takes, in milliseconds. */
const MAX_TIME = 10_000;

/** Creates the steps of a sequence of commands. */
export function createSteps(commands: readonly Command[], now: number): Step[] {
  const expiries: number[] = [];
  let time = now;
  const waitFor = (milliseconds: number): Step[] => {
    if (milliseconds < 1 || time + milliseconds > now + MAX_TIME) return [];
    time += milliseconds;
    return [wait(milliseconds)];
  };
  return commands.flatMap((command) => {
    if (command.do === 'wait') return waitFor(command.for);
    if (command.do === 'expire') {
      const next = Math.min(...expiries.filter((expiry) => expiry + command.over > time));
      return waitFor(next + command.over - time);
    }
    if (command.do !== 'set') return call(`cache.${command.do}`, command.key);
    expiries.push(time + getRequestedLifetime(command));
    return call('cache.set', command.key, command.value, createSetOptions(command, time));
  });
}

interface StoredRecord {
  readonly value: string;
  /** When the record was set, and the latest time at which it may expire. */
  readonly time: number;
  readonly latest: number;
}

/** The answers that a cache may give. Any record may vanish at any time, and reappear. */
class Model {
  readonly #records = new Map<string, StoredRecord>();
  #written = 0;

  /** Judges a call, and applies its effect. */
  judge(result: StepResult): Judgement {
    const name = 'call' in result.step ? result.step.call : '';
    if (name === 'cache.get') return this.#judgeGet(result);
    const judgement = expectOneOf(
      result,
      name === 'cache.set' ? this.#listWriteAnswers(result) : this.#listDeleteAnswers(result),
    );
    if (readAnswer(result) === SUCCESS) this.#apply(name, result);
    return judgement;
  }

  #judgeGet(result: StepResult): Judgement {
    const record = this.#records.get(String(result.args[0]));
    if (isAbsent(result)) return 'held';
    if (!record || record.latest < result.time) return violation(result, ABSENT);
    const found = getRecord(result);
    if (found?.value !== record.value) return reportOtherValue(result, record.value, found?.value);
    return judgeExpiry(result, found.expires_at, record);
  }

  #listWriteAnswers(result: StepResult): string[] {
    const [key, value] = result.args;
    const sizes = [countBytes(String(key)), countBytes(String(value))] as const;
    if (sizes[0] > 64 || sizes[1] > 4096) return [ERROR];
    const fits = sizes[1] <= 4000 && this.#written + sizes[0] + sizes[1] <= 8000;
    return fits && !isRefusedAsTooShort(result) ? [SUCCESS] : [SUCCESS, ERROR];
  }

  #listDeleteAnswers({ args: [key] }: StepResult): string[] {
    return this.#records.has(String(key)) ? [SUCCESS, ERROR] : [ERROR];
  }

  #apply(name: string, result: StepResult): void {
    const [key, value] = result.args.map(String) as [string, string];
    if (name === 'cache.delete') {
      this.#records.delete(key);
      return;
    }
    this.#written += countBytes(key) + countBytes(value);
    this.#records.set(key, { value, time: result.time, latest: getRequestedExpiry(result) });
  }
}

/** Judges each call by the answers that the model allows. */
export function judgeWithModel(results: readonly StepResult[]): Judgement {
  const model = new Model();
  const calls = filterCalls(results, 'cache.get', 'cache.set', 'cache.delete').filter(
    (result) => !isAlwaysAllowed(result),
  );
  const judgement = combine(calls.map((result) => model.judge(result)));
  const succeeds = calls.some((result) => readAnswer(result) === SUCCESS);
  return judgement === 'held' && !succeeds ? 'vacuous' : judgement;
}

/** Judges the expiry that a record reports: a bound, and not yet passed. */
function judgeExpiry(
  result: StepResult,
  expiry: number,
  { time, latest }: StoredRecord,
): Judgement {
  if (expiry > latest) {
    return violation(
      result,
      `expires_at at most ${latest - time} ms after the record was set`,
      `${expiry - time} ms after, which is ${expiry - latest} ms too late`,
    );
  }
  return expectNotExpired(result);
}

function reportOtherValue(result: StepResult, value: string, actual?: string): Judgement {
  const format = (maxLength?: number) =>
    `${ABSENT}, or a record of ${formatValue(value, maxLength)}`;
  if (formatValue(actual) !== formatValue(value)) return violation(result, format());
  // The short forms are equal: the difference is in a part that they leave out.
  return violation(result, format(Infinity), formatValue(actual, Infinity));
}

/** Checks whether a write is refused because of its lifetime, and may be. */
function isRefusedAsTooShort(write: StepResult): boolean {
  return (
    getRequestedExpiry(write) - write.time < ACCEPTED_LIFETIME &&
    ['InvalidExpiry', 'ItemAlreadyExpired'].includes(String(getErrorCode(write)))
  );
}

function expectOneOf(result: StepResult, allowed: readonly string[]): Judgement {
  return allowed.includes(readAnswer(result)) ? 'held' : violation(result, allowed.join(', or '));
}

function readAnswer(result: StepResult): string {
  const type = getResultType(result);
  if (type === 'error') return ERROR;
  return type === 'success' ? SUCCESS : '';
}
