import { MAXIMUM_CACHE_KEY_SIZE, MAXIMUM_CACHE_VALUE_SIZE } from '@post-challenge/spec';
import fc from 'fast-check';
import {
  ACCEPTED_SIZE,
  ACCEPTED_VALUE_SIZE,
  BOUND_OF_SIZE,
  expectAccepted,
  getErrorCode,
  fillEvenly,
  get,
  largerKey,
  largerValue,
  getRecord,
  getWrittenValue,
  remove,
  expectRefused,
  expectErrorCode,
  set,
  measureRecord,
  getResultType,
} from './expectations.ts';
import { chunk } from '../../draw/chunk.ts';
import { countBytes, fill, filling, fillings, text, unicodeKey } from '../../draw/text.ts';
import { trickyTexts } from '../../draw/tricky-texts.ts';
import type { ActionScript, Scenario, Step } from '../../language/scenario.ts';
import { violation } from '../expectations.ts';
import { onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import {
  createScenario,
  oneExecution,
  redirectStep,
  returnUser,
  transaction,
} from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';

/** Writes after which an account of the total can be too small: overwritten, deleted, refused and missing records. */
const earlierWrites: readonly (readonly Step[])[] = [
  [],
  [set('k00', 'x'.repeat(3900)), set('k00', 'x'), set('k00', 'x')],
  [set('k00', 'x'.repeat(3900)), remove('k00'), remove('k00')],
  [set('k00', 'x'.repeat(3900)), remove('k00'), set('k00', 'x'.repeat(3900)), remove('k00')],
  [set('k00', 'x'.repeat(3900)), set('k00', 'x'.repeat(4097)), remove('k00')],
  [set('k00', 'x'), remove('missing'), remove('k00'), remove('missing')],
  // Every record grows later.
  fillEvenly(10, 10 * 4),
];

/** Draws a list of one item. Examples have several. */
function drawOne<T>(item: fc.Arbitrary<T>): fc.Arbitrary<T[]> {
  return item.map((one) => [one]);
}

/** Where the writes are done whose records are then found together. */
type Spread = 'one execution' | 'several actions' | 'two handlers' | 'several transactions';

const spreads = ['several actions', 'two handlers', 'several transactions'] as const;

/** Writes records, and reads all of them in the last execution. At api level, a transaction has one execution. */
function createTotalScenario(
  writes: readonly Step[],
  reads: readonly Step[],
  spread: Spread,
): Scenario {
  if (spread === 'one execution') return oneExecution([...writes, ...reads]);
  if (spread === 'several actions') {
    const parts = chunk(writes, Math.ceil(writes.length / 3));
    return createScenario([
      transaction([...parts, reads].map((execute): ActionScript => ({ execute }))),
    ]);
  }
  if (spread === 'two handlers') {
    const [first = [], second = []] = chunk(writes, Math.ceil(writes.length / 2));
    const action = { execute: [...first, redirectStep], continue: [...second, ...reads] };
    return createScenario([transaction([action], [returnUser()])]);
  }
  const parts = [...chunk(writes, 2), reads];
  return createScenario(parts.map((execute) => transaction([{ execute }])));
}

/** The properties of `api.cache` about the sizes of keys, values and the cache. */
export const cacheSizeProperties = withNeighbours({
  'cache.set/accepts-the-largest-key': property({
    given: {
      keys: drawOne(
        fc.oneof(
          { withCrossShrink: true },
          fc
            .tuple(filling, fc.integer({ min: 1, max: MAXIMUM_CACHE_KEY_SIZE }))
            .map(([fill, size]) => fill(size)),
          unicodeKey,
        ),
      ),
    },
    examples: [
      ...fillings.map((unit) => [fill(unit, MAXIMUM_CACHE_KEY_SIZE)]),
      ...chunk(trickyTexts, 16),
    ].map((keys) => ({ keys })),
    scenario: ({ keys }) => oneExecution(keys.map((key) => set(key, 'x'))),
    judge: onEachCall('cache.set', expectAccepted),
    judgesAnyPart: true,
  }),
  'cache.set/refuses-a-larger-key': property({
    given: { size: largerKey },
    scenario: ({ size }) => oneExecution([set('x'.repeat(size), 'x')]),
    judge: onCall('cache.set', expectRefused),
  }),
  'cache.set/larger-key-code': property({
    given: { size: largerKey },
    scenario: ({ size }) => oneExecution([set('x'.repeat(size), 'x')]),
    judge: onCall('cache.set', (written) => expectErrorCode(written, 'CacheKeySizeExceeded')),
  }),
  'cache.set/accepts-a-large-value': property({
    given: {
      values: drawOne(
        fc.oneof(
          { withCrossShrink: true },
          fc
            .tuple(filling, fc.integer({ min: 0, max: ACCEPTED_VALUE_SIZE }))
            .map(([fill, size]) => fill(size)),
          text(400),
        ),
      ),
    },
    examples: [
      ...fillings.map((unit) => [fill(unit, ACCEPTED_VALUE_SIZE)]),
      [''],
      ...chunk(trickyTexts, 16),
    ].map((values) => ({ values })),
    scenario: ({ values }) =>
      oneExecution(values.map((value, number) => set(number === 0 ? 'key' : `k${number}`, value))),
    judge: onEachCall('cache.set', expectAccepted),
    judgesAnyPart: true,
  }),
  'cache.set/refuses-a-larger-value': property({
    given: { size: largerValue },
    scenario: ({ size }) => oneExecution([set('key', 'x'.repeat(size))]),
    judge: onCall('cache.set', expectRefused),
  }),
  'cache.set/larger-value-code': property({
    given: { size: largerValue },
    scenario: ({ size }) => oneExecution([set('key', 'x'.repeat(size))]),
    judge: onCall('cache.set', (written) => expectErrorCode(written, 'CacheValueSizeExceeded')),
  }),
  'cache.set/accepts-up-to-the-total': property({
    given: {
      count: fc.oneof(fc.constant(3), fc.integer({ min: 2, max: 20 })),
      total: fc.oneof(fc.constant(ACCEPTED_SIZE), fc.integer({ min: 60, max: ACCEPTED_SIZE })),
      unit: fc.constantFrom(...fillings),
      refused: fc.option(largerValue, { nil: undefined }),
    },
    examples: [
      ...[3, 2, 20].map((count) => ({ count, unit: 'x', refused: undefined })),
      ...fillings.map((unit) => ({ count: 3, unit, refused: 4097 })),
    ].map((one) => ({ ...one, total: ACCEPTED_SIZE })),
    scenario: ({ count, total, unit, refused }) =>
      oneExecution([
        ...(refused === undefined ? [] : [set('k00', 'x'.repeat(refused)), remove('missing')]),
        ...fillEvenly(count, total, unit),
      ]),
    judge: onEachCall('cache.set', (written) =>
      countBytes(getWrittenValue(written)) > ACCEPTED_VALUE_SIZE
        ? 'vacuous'
        : expectAccepted(written),
    ),
  }),
  'cache.set/total-code': property({
    given: { count: fc.integer({ min: 5, max: 8 }) },
    scenario: ({ count }) => oneExecution(fillEvenly(count, count * ACCEPTED_VALUE_SIZE)),
    judge: onEachCall('cache.set', (written) => expectErrorCode(written, 'CacheSizeExceeded')),
  }),
  'cache.set/counts-bytes-not-characters': property({
    given: {
      character: fc.constantFrom<string>('é', '€', '😀'),
      length: fc.integer({ min: 33, max: MAXIMUM_CACHE_KEY_SIZE }),
      inValue: fc.boolean(),
      // One byte too many.
      least: fc.boolean(),
    },
    examples: ['é', '€', '😀'].flatMap((character) =>
      [true, false].map((inValue) => ({ character, length: 33, inValue, least: true })),
    ),
    scenario: ({ character, length, inValue, least }) => {
      const most = character.repeat(Math.ceil(length / character.length));
      const key = least ? fill(character, MAXIMUM_CACHE_KEY_SIZE + 1) : most;
      const value = least ? fill(character, MAXIMUM_CACHE_VALUE_SIZE + 1) : most.repeat(64);
      return oneExecution([inValue ? set('key', value) : set(key, 'x')]);
    },
    judge: onCall('cache.set', expectRefused),
  }),
  'cache.set/many-records': property({
    given: { size: fc.integer({ min: 1, max: 8 }) },
    scenario: ({ size }) => oneExecution(fillEvenly(21, 21 * (3 + size))),
    judge: onCall('cache.set', (last) => ({
      answer: String(getErrorCode(last) ?? getResultType(last)),
    })),
  }),
  'cache/total-is-bounded': property({
    given: {
      count: fc.integer({ min: 5, max: 10 }),
      earlier: fc.constantFrom(...earlierWrites),
      unit: fc.constantFrom(...fillings),
      spread: fc.constantFrom<Spread>('one execution', ...spreads),
    },
    examples: [
      ...earlierWrites.map((earlier) => ({ earlier, unit: 'x', spread: 'one execution' as const })),
      ...spreads.flatMap((spread) => ['x', '€'].map((unit) => ({ earlier: [], unit, spread }))),
    ].map((one) => ({ ...one, count: 10 })),
    judgesAnyPart: true,
    scenario: ({ count, earlier, unit, spread }, onHost) => {
      const written = fillEvenly(count, count * ACCEPTED_VALUE_SIZE, unit);
      const reads = written.map((step) => get(String('args' in step && step.args[0])));
      const isOne = onHost || spread === 'one execution';
      return createTotalScenario(
        [...earlier, ...written],
        reads,
        isOne ? spread : 'several transactions',
      );
    },
    judge: onCalls(['cache.get'], (calls) => {
      const found = calls.filter((got) => getRecord(got));
      const last = found.at(-1);
      if (!last) return 'vacuous';
      const total = found.reduce((sum, got) => sum + measureRecord(got), 0);
      return total <= BOUND_OF_SIZE
        ? 'held'
        : violation(last, `at most ${BOUND_OF_SIZE} bytes found at one time`, `${total} bytes`);
    }),
  }),
} satisfies Record<string, Property>);
