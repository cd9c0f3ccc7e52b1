import { MAXIMUM_CACHE_KEY_SIZE } from '@post-challenge/spec';
import fc from 'fast-check';
import { ABSENT, ERROR, SUCCESS, isAlwaysAllowed } from './expectations.ts';
import { type JsonObject, isObject, isSameJson } from '../../language/json.ts';
import { type Judgement } from '../../language/judgement.ts';
import { violation } from '../expectations.ts';
import { call, wait } from '../scenarios.ts';
import { type StepResult, filterCalls, getReturned } from '../step-results.ts';
import type { Step } from '../../language/scenario.ts';
import { formatValue } from '../../language/format-value.ts';

type Command =
  | { do: 'get' | 'delete'; key: string }
  | { do: 'set'; key: string; value: string; ttl?: number; left?: number }
  | { do: 'wait'; for: number };

const key = fc.oneof(
  { weight: 8, arbitrary: fc.constant('a') },
  { weight: 3, arbitrary: fc.constantFrom('', 'A') },
  { weight: 1, arbitrary: fc.constant('k'.repeat(MAXIMUM_CACHE_KEY_SIZE + 1)) },
);
const value = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('', 'x', 'y') },
  { weight: 1, arbitrary: fc.constantFrom(3000, 4000, 4097).map((size) => 'x'.repeat(size)) },
);
const lifetime = fc.oneof(fc.constantFrom(1, 1000, 2000), fc.integer({ min: 1, max: 5000 }));

/** Sequences of set, get, delete and wait with few keys. They take at most 10 s. */
export const cacheCommands: fc.Arbitrary<Command[]> = fc.array(
  fc.oneof(
    fc.record({ do: fc.constant('get' as const), key }, { noNullPrototype: true }),
    fc.record(
      { do: fc.constant('set' as const), key, value, ttl: lifetime, left: lifetime },
      { requiredKeys: ['do', 'key', 'value'], noNullPrototype: true },
    ),
    fc.record({ do: fc.constant('delete' as const), key }, { noNullPrototype: true }),
    fc.record(
      { do: fc.constant('wait' as const), for: fc.integer({ min: 1, max: 500 }) },
      { noNullPrototype: true },
    ),
  ),
  { maxLength: 20, size: '+1' },
);

/** Creates the steps of a sequence of commands. */
export function createSteps(commands: readonly Command[], now: number): Step[] {
  let time = now;
  return commands.map((command) => {
    if (command.do === 'wait') {
      time += command.for;
      return wait(command.for);
    }
    if (command.do !== 'set') return call(`cache.${command.do}`, command.key);
    const { ttl, left } = command;
    const options = {
      ...(ttl !== undefined && { ttl }),
      ...(left !== undefined && { expires_at: time + left }),
    };
    const hasOptions = Object.keys(options).length > 0;
    return call('cache.set', command.key, command.value, hasOptions ? options : undefined);
  });
}

/** The answer of a call: a record, or a text such as {@link SUCCESS}. */
type Answer = string | JsonObject;

interface StoredRecord {
  readonly value: string;
  readonly expiry: number;
}

/** The answers that a cache may give. Any record may vanish at any time, and reappear. */
class Model {
  readonly #records = new Map<string, StoredRecord>();
  #written = 0;

  get({ args: [key], time }: StepResult): Answer[] {
    const record = this.#records.get(String(key));
    if (!record || record.expiry < time) return [ABSENT];
    return [ABSENT, { value: record.value, expires_at: record.expiry }];
  }

  set({ args: [key, value] }: StepResult): string[] {
    const sizes = [countBytes(String(key)), countBytes(String(value))] as const;
    if (sizes[0] > 64 || sizes[1] > 4096) return [ERROR];
    const fits = sizes[1] <= 4000 && this.#written + sizes[0] + sizes[1] <= 8000;
    return fits ? [SUCCESS] : [SUCCESS, ERROR];
  }

  delete({ args: [key] }: StepResult): string[] {
    return this.#records.has(String(key)) ? [SUCCESS, ERROR] : [ERROR];
  }

  /** Applies a write that succeeded. */
  apply({ step, args: [key, value, options], time }: StepResult): void {
    if (!('call' in step)) return;
    if (step.call === 'cache.delete') this.#records.delete(String(key));
    if (step.call !== 'cache.set') return;
    this.#written += countBytes(String(key)) + countBytes(String(value));
    const expiry = computeExpiry(options as JsonObject, time);
    this.#records.set(String(key), { value: String(value), expiry });
  }
}

/** Judges each call by the answers that the model allows. */
export function judgeWithModel(results: readonly StepResult[]): Judgement {
  const model = new Model();
  for (const result of filterCalls(results, 'cache.get', 'cache.set', 'cache.delete')) {
    if (isAlwaysAllowed(result)) continue;
    const allowed = listAllowedAnswers(model, result);
    const answer = readAnswer(result);
    if (!allowed.some((other) => isSameJson(other, answer)))
      return reportDifference(result, answer, allowed);
    if (answer === SUCCESS) model.apply(result);
  }
  return results.some((result) => readAnswer(result) === SUCCESS) ? 'held' : 'vacuous';
}

function listAllowedAnswers(model: Model, result: StepResult): Answer[] {
  const name = 'call' in result.step ? result.step.call : '';
  if (name === 'cache.get') return model.get(result);
  return name === 'cache.set' ? model.set(result) : model.delete(result);
}

function reportDifference(
  result: StepResult,
  answer: Answer,
  allowed: readonly Answer[],
): Judgement {
  const expected = allowed.map((other) => formatAnswer(other));
  if (!expected.includes(formatAnswer(answer))) return violation(result, expected.join(', or '));
  // The short forms are equal: the difference is in a part that they leave out.
  const whole = allowed.map((other) => formatAnswer(other, Infinity));
  return violation(result, whole.join(', or '), formatAnswer(answer, Infinity));
}

function formatAnswer(answer: Answer, maxLength?: number): string {
  return typeof answer === 'string' ? answer : formatValue(answer, maxLength);
}

function readAnswer(result: StepResult): Answer {
  const returned = getReturned(result);
  if (!isObject(returned)) return formatValue(returned);
  if (returned['type'] === 'error') return ERROR;
  if (returned['type'] === 'success') return SUCCESS;
  const { value, expires_at } = returned;
  return value === undefined ? formatValue(returned) : { value, expires_at: expires_at ?? null };
}

function computeExpiry(options: JsonObject | undefined, time: number): number {
  const { ttl, expires_at } = options ?? {};
  if (typeof ttl !== 'number' && typeof expires_at !== 'number') return time + 900_000;
  const lived = typeof ttl === 'number' ? time + ttl : Infinity;
  return Math.min(lived, typeof expires_at === 'number' ? expires_at : Infinity);
}

function countBytes(text: string): number {
  return Buffer.byteLength(text);
}
