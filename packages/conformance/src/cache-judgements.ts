import {
  type CacheRecord,
  DEFAULT_CACHE_LIFETIME,
  MAXIMUM_CACHE_LIFETIME,
  cacheErrorCodes,
} from '@post-challenge/spec';
import fc from 'fast-check';
import { cacheKey, cacheValue, unicode } from './arbitraries.ts';
import { type Json, type JsonObject, isObject } from './json.ts';
import { type Judgement, type Seen, all, call, fault, returnedBy } from './property.ts';
import type { Step } from './scenario.ts';
import { show } from './show.ts';

/** The size up to which every implementation accepts a value, in bytes. */
export const ACCEPTED_VALUE_SIZE = 4000;
/** The size up to which every implementation accepts keys and values together, in bytes. */
export const ACCEPTED_SIZE = 8000;
/** The size that keys and values found at one time never exceed, in bytes. */
export const BOUND_OF_SIZE = 16_640;
/** Refusals that are allowed at any time. */
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

export function absent(seen: Seen | undefined): boolean {
  const returned = returnedBy(seen);
  return isObject(returned) && '$undefined' in returned;
}

export function recordBy(seen: Seen | undefined): CacheRecord | undefined {
  return asRecord(returnedBy(seen));
}

export function asRecord(value: Json | undefined): CacheRecord | undefined {
  if (!isObject(value)) return undefined;
  const { value: text, expires_at } = value;
  const isRecord = typeof text === 'string' && typeof expires_at === 'number';
  return isRecord ? { value: text, expires_at } : undefined;
}

export function typeOf(seen: Seen | undefined): Json | undefined {
  const returned = returnedBy(seen);
  return isObject(returned) ? returned['type'] : undefined;
}

export function codeOf(seen: Seen | undefined): Json | undefined {
  const returned = returnedBy(seen);
  return isObject(returned) && returned['type'] === 'error' ? returned['code'] : undefined;
}

export function tolerated(seen: Seen): boolean {
  return ALWAYS_ALLOWED.includes(String(codeOf(seen)));
}

export function absence(seen: Seen | undefined): Judgement {
  if (!seen) return 'vacuous';
  return absent(seen) ? 'held' : fault(seen, ABSENT);
}

export function acceptance(written: readonly Seen[]): Judgement {
  return all(
    written.map((write) => {
      if (tolerated(write)) return 'vacuous';
      return typeOf(write) === 'success' ? 'held' : fault(write, SUCCESS);
    }),
  );
}

export function refusal(write: Seen | undefined, expected = ERROR): Judgement {
  if (!write) return 'vacuous';
  return typeOf(write) === 'error' ? 'held' : fault(write, expected);
}

function errorOf(code: string): string {
  return `{ type: "error", code: "${code}" }`;
}

/** The judgement that a write is refused, and with what code where it is. */
export function refusalOf(write: Seen | undefined, code: string): Judgement {
  return all([refusal(write, errorOf(code)), refusalWith(write, code)]);
}

export function refusalWith(write: Seen | undefined, code: string): Judgement {
  if (!write || typeOf(write) !== 'error' || tolerated(write)) return 'vacuous';
  return codeOf(write) === code ? 'held' : fault(write, errorOf(code));
}

export function presence(found: Seen | undefined, value: string): Judgement {
  const record = recordBy(found);
  if (!found || !record) return 'vacuous';
  return record.value === value ? 'held' : fault(found, `${ABSENT}, or a record of ${show(value)}`);
}

/** What was found is still there, or nothing is. */
export function unchanged(before: Seen | undefined, after: Seen | undefined): Judgement {
  const held = recordBy(before);
  if (!held || !after || absent(after)) return 'vacuous';
  const { value, expires_at } = recordBy(after) ?? {};
  return value === held.value && expires_at === held.expires_at
    ? 'held'
    : fault(after, `${ABSENT}, or ${show({ ...held })}`);
}

export function expiry(found: Seen | undefined, since: number, lifetime: number): Judgement {
  const record = recordBy(found);
  if (!found || !record) return 'vacuous';
  const actual = record.expires_at - since;
  return actual === lifetime
    ? 'held'
    : fault(found, `expires_at ${lifetime} ms after the record was set`, `${actual} ms after`);
}

export function reported(write: Seen | undefined): Judgement {
  if (!write) return 'vacuous';
  return ['success', 'error'].includes(String(typeOf(write)))
    ? 'held'
    : fault(write, `${SUCCESS}, or ${ERROR}`);
}

export function named(write: Seen): Judgement {
  if (typeOf(write) !== 'error') return 'vacuous';
  return (cacheErrorCodes as readonly unknown[]).includes(codeOf(write))
    ? 'held'
    : fault(write, '{ type: "error", code }, with a code of the contract');
}

export const ordinaryWrite = { key: cacheKey, value: cacheValue };
export const lifetime = fc.oneof(
  fc.constantFrom(1, 1000, DEFAULT_CACHE_LIFETIME, MAXIMUM_CACHE_LIFETIME),
  fc.integer({ min: 1, max: MAXIMUM_CACHE_LIFETIME }),
);
export const nonFinite = fc
  .constantFrom('NaN', 'Infinity', '-Infinity')
  .map(($number) => ({ $number }));
export const largerKey = fc.oneof(fc.constant(65), fc.integer({ min: 65, max: 1000 }));
export const largerValue = fc.oneof(fc.constant(4097), fc.integer({ min: 4097, max: 10_000 }));

/** The three ways in which every implementation refuses a write. */
export const refusedWrite = fc.oneof(
  largerValue.map((size) => (key: string) => set(key, 'x'.repeat(size))),
  nonFinite.map((ttl) => (key: string) => set(key, 'refused', { ttl })),
);

export const differentKeys = fc
  .oneof(
    fc.tuple(cacheKey, cacheKey),
    fc.constantFrom<[string, string]>(
      ['a', 'A'],
      ['a', 'a '],
      ['a', ' a'],
      ['', ' '],
      ['\u00e9', 'e\u0301'],
      ['\u212b', '\u00c5'],
      ['ß', 'ss'],
      ['1', '01'],
      ['a', 'a\0'],
      [`${'x'.repeat(63)}a`, `${'x'.repeat(63)}b`],
    ),
    fc.tuple(unicode(8), unicode(8)),
  )
  .filter(([a, b]) => a !== b);

export function evenly(count: number, total: number): Step[] {
  const keys = Array.from({ length: count }, (_, n) => `k${String(n).padStart(2, '0')}`);
  const size = Math.floor(total / count);
  return keys.map((key) => set(key, 'x'.repeat(size - key.length)));
}

export function ttlOf(written: Seen): number {
  return Number((written.args[2] as JsonObject)['ttl']);
}

export function expiresAtOf(written: Seen): number {
  return Number((written.args[2] as JsonObject)['expires_at']);
}

export function sizeOf(got: Seen): number {
  return Buffer.byteLength(String(got.args[0])) + Buffer.byteLength(recordBy(got)?.value ?? '');
}
