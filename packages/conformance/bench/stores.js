import { sampleEvent } from '../dist/event.js';
import { createCache, createPostChallenge } from '@post-challenge/reference';
import { DEFAULT_CACHE_LIFETIME } from '@post-challenge/spec';
import { LRUCache } from 'lru-cache';

/**
 * What holds records, however it does so.
 *
 * @typedef {object} Store
 * @property {(key: string) => unknown} get
 * @property {(key: string, value: string) => unknown} set
 * @property {(key: string) => unknown} delete
 */

const CALLS_A_MILLISECOND = 64;
const START = Date.UTC(2026, 0, 1);

/** A clock that moves on by itself: reading that of the machine would cost more than a Map does. */
function movingClock() {
  let calls = 0;
  return {
    now() {
      calls += 1;
      return START + Math.floor(calls / CALLS_A_MILLISECOND);
    },
  };
}

/** @returns {Store} */
export function referenceCache() {
  const limits = { records: Infinity, size: Infinity };
  const { api } = createPostChallenge({
    event: structuredClone(sampleEvent),
    clock: movingClock(),
    cache: createCache(limits),
  });
  return api.cache;
}

/** @returns {Store} */
export function bareMap() {
  const records = new Map();
  return {
    get: (key) => records.get(key),
    set: (key, value) => records.set(key, { value, expires_at: START }),
    delete: (key) => records.delete(key),
  };
}

/**
 * @param {number} max
 * @returns {Store}
 */
export function lruCache(max) {
  /** @type {LRUCache<string, string>} */
  const cache = new LRUCache({ max, ttl: DEFAULT_CACHE_LIFETIME });
  return {
    get: (key) => cache.get(key),
    set: (key, value) => cache.set(key, value),
    delete: (key) => cache.delete(key),
  };
}

/**
 * A cache as one writes it first: what it holds is looked through at each write.
 *
 * @returns {Store & { fill(key: string, value: string): void }}
 */
export function naiveCache() {
  const clock = movingClock();
  /** @type {Map<string, { value: string, expires_at: number }>} */
  const records = new Map();
  const fresh = (/** @type {string} */ value) => ({
    value,
    expires_at: clock.now() + DEFAULT_CACHE_LIFETIME,
  });
  return {
    fill: (key, value) => void records.set(key, fresh(value)),
    get(key) {
      const record = records.get(key);
      return record && record.expires_at >= clock.now() ? record : undefined;
    },
    set(key, value) {
      const size = sizeOf(records, clock.now());
      return size < Infinity && records.set(key, fresh(value));
    },
    delete: (key) => records.delete(key),
  };
}

/**
 * The size of all that has not expired; what has is removed.
 *
 * @param {Map<string, { value: string, expires_at: number }>} records
 * @param {number} now
 */
function sizeOf(records, now) {
  let size = 0;
  for (const [key, { value, expires_at }] of records) {
    if (expires_at < now) records.delete(key);
    else size += Buffer.byteLength(key) + Buffer.byteLength(value);
  }
  return size;
}
