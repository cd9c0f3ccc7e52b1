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
import { countBytes, fill, fillings } from '../../draw/text.ts';
import { trickyTexts } from '../../draw/tricky-texts.ts';
import type { Step } from '../../language/scenario.ts';
import { violation } from '../expectations.ts';
import { onCall, onCalls, onEachCall } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { oneExecution } from '../scenarios.ts';
import { withNeighbours } from '../shared/neighbours.ts';

/** Writes after which an account of the total can be too small: overwritten, deleted, refused and missing records. */
const earlierWrites: readonly (readonly Step[])[] = [
  [],
  [set('k00', 'x'.repeat(3900)), set('k00', 'x'), set('k00', 'x')],
  [set('k00', 'x'.repeat(3900)), remove('k00'), remove('k00')],
  [set('k00', 'x'.repeat(3900)), remove('k00'), set('k00', 'x'.repeat(3900)), remove('k00')],
  [set('k00', 'x'.repeat(3900)), set('k00', 'x'.repeat(4097)), remove('k00')],
  [set('k00', 'x'), remove('missing'), remove('k00'), remove('missing')],
];

/** A text that fills a key or a value. */
const unit = fc.constantFrom(...fillings, ...trickyTexts);

/** The properties of `api.cache` about the sizes of keys, values and the cache. */
export const cacheSizeProperties = withNeighbours({
  'cache.set/accepts-the-largest-key': property({
    given: { unit, size: fc.integer({ min: 1, max: MAXIMUM_CACHE_KEY_SIZE }) },
    examples: [
      ...fillings.map((unit) => ({ unit, size: MAXIMUM_CACHE_KEY_SIZE })),
      ...trickyTexts.map((unit) => ({ unit, size: countBytes(unit) })),
    ],
    scenario: ({ unit, size }) => oneExecution([set(fill(unit, size), 'x')]),
    judge: onEachCall('cache.set', expectAccepted),
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
    given: { unit, size: fc.integer({ min: 0, max: ACCEPTED_VALUE_SIZE }) },
    examples: [
      ...fillings.map((unit) => ({ unit, size: ACCEPTED_VALUE_SIZE })),
      ...['', ...trickyTexts].map((unit) => ({ unit, size: countBytes(unit) })),
    ],
    scenario: ({ unit, size }) => oneExecution([set('key', fill(unit, size))]),
    judge: onEachCall('cache.set', expectAccepted),
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
    ].map((example) => ({ ...example, total: ACCEPTED_SIZE })),
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
    },
    examples: earlierWrites.map((earlier) => ({ count: 10, earlier })),
    judgesAnyPart: true,
    scenario: ({ count, earlier }) => {
      const written = fillEvenly(count, count * ACCEPTED_VALUE_SIZE);
      return oneExecution([
        ...earlier,
        ...written,
        ...written.map((step) => get(String('args' in step && step.args[0]))),
      ]);
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
