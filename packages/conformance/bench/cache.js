import { aimAt, measuredRow, ratioIn } from './row.js';
import { shuffled } from './shuffled.js';
import { bareMap, lruCache, naiveCache, referenceCache } from './stores.js';

/** @import { Aim, Row } from './row.js' */
/** @import { Store } from './stores.js' */

const SIZES = [1, 20, 10_000, 1_000_000];
const MAP = 'bare Map';

/**
 * Operations on a cache that holds a number of records.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  const rows = [
    await measuredRow('its default clock, Date.now(), for scale', [
      { name: 'reference', operation: Date.now },
    ]),
  ];
  for (const size of SIZES) {
    const stores = filled(size);
    for (const operation of /** @type {const} */ (['get', 'set', 'delete']))
      // oxlint-disable-next-line no-await-in-loop -- One row after another.
      rows.push(await rowOn(operation, size, stores));
  }
  return rows;
}

/**
 * @param {readonly Row[]} rows
 * @returns {Aim[]}
 */
export function aims(rows) {
  const ratios = (/** @type {string} */ operation) =>
    rows.filter(({ name }) => name.startsWith(operation)).map((row) => ratioIn(row, MAP));
  const growth = (/** @type {string} */ operation) => {
    const [, atTwenty = NaN, , atMillion = NaN] = ratios(operation);
    return atMillion / atTwenty;
  };
  return [
    aimAt('get: times a bare Map, at the worst of the sizes', 4, Math.max(...ratios('get'))),
    aimAt('set: times a bare Map, at the worst of the sizes', 10, Math.max(...ratios('set'))),
    aimAt('get: ratio to a Map at 1,000,000 records, times that at 20', 2, growth('get')),
    aimAt('set: ratio to a Map at 1,000,000 records, times that at 20', 2, growth('set')),
    aimAt('delete: ratio to a Map at 1,000,000 records, times that at 20', 2, growth('delete')),
  ];
}

/** @typedef {{ name: string, store: Store }} Named */

/**
 * The caches, with so many records in each.
 *
 * @param {number} size
 * @returns {Named[]}
 */
function filled(size) {
  const naive = naiveCache();
  const stores = [
    { name: 'reference', store: referenceCache() },
    { name: MAP, store: bareMap() },
    { name: 'lru-cache', store: lruCache(size) },
    { name: 'naive', store: naive },
  ];
  // One after another, so that what one of them holds lies together.
  for (const { store } of stores)
    for (const key of keysOf(size))
      if (store === naive) naive.fill(key, valueAt(key));
      else store.set(key, valueAt(key));
  return stores;
}

/**
 * @param {'get' | 'set' | 'delete'} operation
 * @param {number} size
 * @param {readonly Named[]} stores
 */
function rowOn(operation, size, stores) {
  const what = operation === 'delete' ? 'delete, and set again' : operation;
  const name = `${what}, ${size.toLocaleString('en')} ${size === 1 ? 'record' : 'records'}`;
  const order = shuffled(keysOf(size));
  const contenders = stores.map((named) => ({
    name: named.name,
    operation: operations[operation](named.store, following(order)),
  }));
  return measuredRow(name, contenders, measuringAt(size));
}

/** @param {number} size */
function measuringAt(size) {
  // At a million records a write of the naive one takes as long as a round of all the others.
  if (size > 100_000) return { rounds: 15, samples: 1 };
  // At ten thousand it takes some milliseconds until what a contender holds is in the caches of the processor again.
  return size > 1000 ? { rounds: 15, time: 25 } : {};
}

/** @satisfies {Record<string, (store: Store, next: () => string) => () => unknown>} */
const operations = {
  get: (store, next) => () => store.get(next()),
  set: (store, next) => () => store.set(next(), 'another value'),
  delete: (store, next) => () => {
    const key = next();
    store.delete(key);
    return store.set(key, 'another value');
  },
};

/**
 * A function that gives one key after another, and begins again.
 *
 * @param {readonly string[]} order
 */
function following(order) {
  let at = 0;
  return () => {
    at = at + 1 === order.length ? 0 : at + 1;
    return /** @type {string} */ (order[at]);
  };
}

/** @param {number} size */
function keysOf(size) {
  return Array.from({ length: size }, (_, number) => `key ${number}`);
}

/** @param {string} key */
function valueAt(key) {
  return `value of ${key}`;
}
