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

/** Random sequences of set, get, delete and wait over few keys; they take at most 10 s. */
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

/** The steps of a sequence of commands. */
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
    const given = Object.keys(options).length > 0 ? options : undefined;
    return call('cache.set', command.key, command.value, given);
  });
}

/** A word for what a call answered, or the record that it gave back. */
type Answer = string | JsonObject;

interface Held {
  readonly value: string;
  readonly expiry: number;
}

/** What the cache may answer: any record may vanish at any moment, and may come back. */
class Model {
  readonly #records = new Map<string, Held>();
  #written = 0;

  get({ args: [key], time }: StepResult): Answer[] {
    const held = this.#records.get(String(key));
    if (!held || held.expiry < time) return [ABSENT];
    return [ABSENT, { value: held.value, expires_at: held.expiry }];
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

  /** Takes note of a write that succeeded. */
  note({ step, args: [key, value, options], time }: StepResult): void {
    if (!('call' in step)) return;
    if (step.call === 'cache.delete') this.#records.delete(String(key));
    if (step.call !== 'cache.set') return;
    this.#written += countBytes(String(key)) + countBytes(String(value));
    const expiry = computeExpiry(options as JsonObject, time);
    this.#records.set(String(key), { value: String(value), expiry });
  }
}

/** The judgement of a sequence of calls by the model. */
export function judgeWithModel(seen: readonly StepResult[]): Judgement {
  const model = new Model();
  for (const one of filterCalls(seen, 'cache.get', 'cache.set', 'cache.delete')) {
    if (isAlwaysAllowed(one)) continue;
    const allowed = listAllowedAnswers(model, one);
    const answer = readAnswer(one);
    if (!allowed.some((other) => isSameJson(other, answer)))
      return reportDifference(one, answer, allowed);
    if (answer === SUCCESS) model.note(one);
  }
  return seen.some((one) => readAnswer(one) === SUCCESS) ? 'held' : 'vacuous';
}

function listAllowedAnswers(model: Model, one: StepResult): Answer[] {
  const name = 'call' in one.step ? one.step.call : '';
  if (name === 'cache.get') return model.get(one);
  return name === 'cache.set' ? model.set(one) : model.delete(one);
}

function reportDifference(one: StepResult, answer: Answer, allowed: readonly Answer[]): Judgement {
  const told = allowed.map((other) => formatAnswer(other));
  if (!told.includes(formatAnswer(answer))) return violation(one, told.join(', or '));
  // They differ in what is not shown of them.
  const whole = allowed.map((other) => formatAnswer(other, Infinity));
  return violation(one, whole.join(', or '), formatAnswer(answer, Infinity));
}

function formatAnswer(answer: Answer, longest?: number): string {
  return typeof answer === 'string' ? answer : formatValue(answer, longest);
}

function readAnswer(one: StepResult): Answer {
  const returned = getReturned(one);
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
