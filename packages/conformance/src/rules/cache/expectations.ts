import { type CacheRecord, cacheErrorCodes } from '@post-challenge/spec';
import fc from 'fast-check';
import { cacheKey, cacheValue, fill } from '../../draw/text.ts';
import { type Json, type JsonObject, isObject } from '../../language/json.ts';
import { type Judgement } from '../../language/judgement.ts';
import { combine, violation } from '../expectations.ts';
import { call } from '../scenarios.ts';
import { type StepResult, getReturned } from '../step-results.ts';
import type { Step } from '../../language/scenario.ts';
import { formatValue } from '../../language/format-value.ts';

/**
 * The lifetime from which on every implementation must accept a write, in milliseconds. A store of whole seconds may round an expiry
 * down and then refuse less than a second, so that it refuses lifetimes below this one. A coarser store can accept a write and let
 * the record expire early.
 */
export const ACCEPTED_LIFETIME = 2000;
/** The size up to which every implementation must accept a value, in bytes. */
export const ACCEPTED_VALUE_SIZE = 4000;
/** The total size of keys and values that every implementation must accept, in bytes. */
export const ACCEPTED_SIZE = 8000;
/** The total size that the keys and values found at one time must not exceed, in bytes. */
export const BOUND_OF_SIZE = 16_640;
/** The codes with which a write may be refused at any time. */
const ALWAYS_ALLOWED = [
  'MaxSideEffectsExceeded',
  'FailedToSetCacheRecord',
  'FailedToDeleteCacheRecord',
];

export const RECORD = '{ value: string, expires_at: number }';
export const ABSENT = 'undefined';
export const SUCCESS = '{ type: "success", … }';
export const ERROR = '{ type: "error", code: … }';

export const set = (key: string, value: string, options?: JsonObject): Step =>
  call('cache.set', key, value, options);
export const get = (key: string): Step => call('cache.get', key);
export const remove = (key: string): Step => call('cache.delete', key);

export function isAbsent(result: StepResult | undefined): boolean {
  const returned = getReturned(result);
  return isObject(returned) && '$undefined' in returned;
}

export function getRecord(result: StepResult | undefined): CacheRecord | undefined {
  return parseRecord(getReturned(result));
}

/** Returns the record that a call of `cache.set` reports to have stored. */
export function getStoredRecord(written: StepResult): CacheRecord | undefined {
  const returned = getReturned(written);
  return isObject(returned) ? parseRecord(returned['record']) : undefined;
}

function parseRecord(value: Json | undefined): CacheRecord | undefined {
  if (!isObject(value)) return undefined;
  const { value: text, expires_at } = value;
  const isRecord = typeof text === 'string' && typeof expires_at === 'number';
  return isRecord ? { value: text, expires_at } : undefined;
}

export function getResultType(result: StepResult | undefined): Json | undefined {
  const returned = getReturned(result);
  return isObject(returned) ? returned['type'] : undefined;
}

export function getErrorCode(result: StepResult | undefined): Json | undefined {
  const returned = getReturned(result);
  return isObject(returned) && returned['type'] === 'error' ? returned['code'] : undefined;
}

export function isAlwaysAllowed(result: StepResult): boolean {
  return ALWAYS_ALLOWED.includes(String(getErrorCode(result)));
}

export function expectAbsent(result: StepResult | undefined): Judgement {
  if (!result) return 'vacuous';
  return isAbsent(result) ? 'held' : violation(result, ABSENT);
}

export function expectAccepted(write: StepResult): Judgement {
  if (isAlwaysAllowed(write)) return 'vacuous';
  return getResultType(write) === 'success' ? 'held' : violation(write, SUCCESS);
}

export function expectRefused(write: StepResult | undefined): Judgement {
  if (!write) return 'vacuous';
  return getResultType(write) === 'error' ? 'held' : violation(write, ERROR);
}

function formatError(code: string): string {
  return `{ type: "error", code: "${code}" }`;
}

/** Expects that a write is refused, with this code or a code that is always allowed. */
export function expectRefusedWithCode(write: StepResult | undefined, code: string): Judgement {
  if (!write) return 'vacuous';
  if (getResultType(write) !== 'error') return violation(write, formatError(code));
  return combine(['held', expectErrorCode(write, code)]);
}

export function expectErrorCode(write: StepResult | undefined, code: string): Judgement {
  if (!write || getResultType(write) !== 'error' || isAlwaysAllowed(write)) return 'vacuous';
  return getErrorCode(write) === code ? 'held' : violation(write, formatError(code));
}

export function expectValue(found: StepResult | undefined, value: string): Judgement {
  const record = getRecord(found);
  if (!found || !record) return 'vacuous';
  return record.value === value
    ? 'held'
    : violation(found, `${ABSENT}, or a record of ${formatValue(value)}`);
}

/** Expects that every record that was found before is unchanged or absent, unless reading alone changed it. */
export function expectNoChanges(
  before: readonly StepResult[],
  after: readonly StepResult[],
): Judgement {
  return combine(
    after.map((found) => {
      const earlier = before.filter(({ args }) => args[0] === found.args[0]);
      const isStable = earlier.every((one) => expectUnchanged(earlier[0], one) === 'held');
      return isStable ? expectUnchanged(earlier[0], found) : 'vacuous';
    }),
  );
}

/** Expects that a record that was found before is unchanged or absent. */
export function expectUnchanged(
  before: StepResult | undefined,
  after: StepResult | undefined,
): Judgement {
  const held = getRecord(before);
  if (!held || !after || isAbsent(after)) return 'vacuous';
  const { value, expires_at } = getRecord(after) ?? {};
  return value === held.value && expires_at === held.expires_at
    ? 'held'
    : violation(after, `${ABSENT}, or ${formatValue({ ...held })}`);
}

/** Expects that a record expires no later than a lifetime allows. */
export function expectLifetimeAtMost(
  found: StepResult | undefined,
  since: number,
  lifetime: number,
): Judgement {
  const actual = measureLifetime(found, since);
  if (!found || actual === undefined) return 'vacuous';
  return actual <= lifetime
    ? 'held'
    : violation(
        found,
        `expires_at at most ${lifetime} ms after the record was set`,
        `${actual} ms after, which is ${actual - lifetime} ms too late`,
      );
}

/** Expects that a record expires exactly at the end of a lifetime. */
export function expectExactLifetime(
  found: StepResult | undefined,
  since: number,
  lifetime: number,
): Judgement {
  const actual = measureLifetime(found, since);
  if (!found || actual === undefined) return 'vacuous';
  return actual === lifetime
    ? 'held'
    : violation(
        found,
        `expires_at exactly ${lifetime} ms after the record was set`,
        `${actual} ms after`,
      );
}

/** Measures how long after a time a found record expires, in milliseconds; `undefined` if no record was found. */
function measureLifetime(found: StepResult | undefined, since: number): number | undefined {
  const record = getRecord(found);
  return record && record.expires_at - since;
}

/** Expects that a record is not found later than its own `expires_at`. */
export function expectNotExpired(found: StepResult): Judgement {
  const record = getRecord(found);
  if (!record) return 'vacuous';
  const late = found.time - record.expires_at;
  return late > 0 ? violation(found, ABSENT, `a record, ${late} ms after it expired`) : 'held';
}

export function expectWriteResult(write: StepResult | undefined): Judgement {
  if (!write) return 'vacuous';
  return ['success', 'error'].includes(String(getResultType(write)))
    ? 'held'
    : violation(write, `${SUCCESS}, or ${ERROR}`);
}

export function expectKnownCode(write: StepResult): Judgement {
  if (getResultType(write) !== 'error') return 'vacuous';
  return (cacheErrorCodes as readonly unknown[]).includes(getErrorCode(write))
    ? 'held'
    : violation(write, '{ type: "error", code }, with a code of the contract');
}

export const ordinaryWrite = { key: cacheKey, value: cacheValue };
export const nonFinite = fc
  .constantFrom('NaN', 'Infinity', '-Infinity')
  .map(($number) => ({ $number }));
export const largerKey = fc.oneof(fc.constant(65), fc.integer({ min: 65, max: 1000 }));
export const largerValue = fc.oneof(fc.constant(4097), fc.integer({ min: 4097, max: 10_000 }));

/** Writes that most implementations refuse: too large, with a time that is no number, or in the past of every clock. */
export const refusedWrites: readonly ((key: string) => Step)[] = [
  (key) => set(key, 'x'.repeat(4097)),
  (key) => set(key, 'refused', { ttl: { $number: 'NaN' } }),
  (key) => set(key, 'refused', { ttl: { $number: 'Infinity' } }),
  (key) => set(key, 'refused', { ttl: { $number: '-Infinity' } }),
  (key) => set(key, 'refused', { expires_at: { $number: 'NaN' } }),
  (key) => set(key, 'refused', { expires_at: { $number: 'Infinity' } }),
  (key) => set(key, 'refused', { expires_at: 1 }),
  (key) => set(key, 'refused', { ttl: 60_000, expires_at: 1 }),
  (key) => set(key.padEnd(65, 'x'), 'refused'),
];

/** One of {@link refusedWrites}, or a larger one. */
export const refusedWrite = fc.oneof(
  fc.constantFrom(...refusedWrites),
  largerValue.map((size) => (key: string) => set(key, 'x'.repeat(size))),
  largerKey.map((size) => (key: string) => set(key.padEnd(size, 'x'), 'refused')),
);

/** Sets records of the same size. Together, they have at most a total of bytes. */
export function fillEvenly(count: number, total: number, unit = 'x'): Step[] {
  const keys = Array.from({ length: count }, (_, n) => `k${String(n).padStart(2, '0')}`);
  const size = Math.floor(total / count);
  return keys.map((key) => set(key, fill(unit, size - key.length)));
}

/** Returns the value that a call of `cache.set` wrote. */
export function getWrittenValue(written: StepResult | undefined): string {
  return String(written?.args[1]);
}

export function measureRecord(got: StepResult): number {
  return Buffer.byteLength(String(got.args[0])) + Buffer.byteLength(getRecord(got)?.value ?? '');
}
