import fc from 'fast-check';
import { createReturn } from '../draw/returns.ts';
import { preferOrdinary } from '../draw/ordinary.ts';
import { anyText, cacheKey, cacheValue, text } from '../draw/text.ts';
import { expectApi, expectNoLaterAction, expectStatus } from './expectations.ts';
import { judgeOutcome, judgeSince, onCall } from './judges.ts';
import { type Property, property } from './property.ts';
import {
  call,
  createPlacedScenario,
  createScenario,
  oneExecution,
  placement,
  returnUser,
  transaction,
} from './scenarios.ts';
import { createEnding, ending, findExecution, judgeAfterEnd } from './shared/endings.ts';
import { judgeStoredValue } from './shared/stored-value.ts';
import { filterCalls } from './step-results.ts';
import { createFinishProperty } from './shared/lets-the-action-finish.ts';
import { formatValue } from '../language/format-value.ts';

/** Reasons that every implementation takes: of 1 to 150 characters, without control characters. */
const reason = preferOrdinary(
  ['no', 'Your phone number is not verified.'],
  fc.oneof(
    text(150).filter((drawn) => drawn !== ''),
    fc.integer({ min: 100, max: 150 }).map((size) => 'x'.repeat(size)),
  ),
);

/** Reasons of any kind. */
const anyReason = fc.oneof(
  { withCrossShrink: true },
  reason,
  fc.constantFrom('', ' no', 'no ', '\tno', 'no\n', '  ', 'Nein – «überhaupt» nicht.'),
  anyText(64),
  fc.integer({ min: 150, max: 200 }).map((size) => 'x'.repeat(size)),
);

/** The properties of `api.access`. */
export const accessProperties = {
  'access.deny/denies': property({
    given: { reason, placement, isLast: fc.boolean() },
    scenario: ({ reason, placement, isLast }, onHost) =>
      onHost
        ? createPlacedScenario(isLast ? { ...placement, after: 0 } : placement, [
            call('access.deny', reason),
          ])
        : oneExecution([call('access.deny', reason)]),
    judge: judgeOutcome((reached) =>
      filterCalls(reached.results, 'access.deny').length === 0
        ? 'vacuous'
        : expectStatus(reached, 'denied'),
    ),
  }),
  'access.deny/returns-api': property({
    given: { reason },
    scenario: ({ reason }) => oneExecution([call('access.deny', reason)]),
    judge: onCall('access.deny', expectApi),
  }),
  'access.deny/lets-the-action-finish': createFinishProperty(
    reason.map((text) => call('access.deny', text)),
  ),
  'access.deny/keeps-reason': property({
    given: { reason: anyReason },
    scenario: ({ reason }) => oneExecution([call('access.deny', reason)]),
    judge: judgeOutcome(({ outcome, results: [denied], at }) => {
      if (outcome.status !== 'denied') return 'vacuous';
      const reason = denied?.args[0];
      return outcome.reason === undefined || outcome.reason === reason
        ? 'held'
        : { at, expected: `{ status: "denied", reason: ${formatValue(reason)} }` };
    }),
  }),
  'access.deny/stops-later-actions': property({
    given: { reason, placement },
    scenario: ({ reason, placement }) =>
      createPlacedScenario(placement, [call('access.deny', reason)]),
    judge: judgeSince('access.deny', ({ action, phase }, _, trace) =>
      expectNoLaterAction(trace, action, phase, 'after a denial'),
    ),
  }),
  'access.deny/ends-the-transaction': property({
    given: { ending },
    examples: [
      { ending: { after: ['return'], later: 0, turn: 0, late: [returnUser()] } },
      { ending: { after: ['redirect'], later: 1, turn: 0, late: [returnUser()] } },
      { ending: { after: ['challenge'], later: 1, turn: 0, late: [createReturn(undefined)] } },
    ],
    scenario: ({ ending }) => createEnding(ending, [call('access.deny', 'no')]),
    judge: judgeAfterEnd(
      (scenario, trace) =>
        findExecution(scenario, trace, (step) => 'call' in step && step.call === 'access.deny'),
      'after a denial',
    ),
  }),
  'access.deny/keeps-cache-writes': property({
    given: { key: cacheKey, value: cacheValue },
    scenario: ({ key, value }) =>
      createScenario([
        transaction([{ execute: [call('cache.set', key, value), call('access.deny', 'no')] }]),
        transaction([{ execute: [call('cache.get', key)] }]),
      ]),
    judge: judgeStoredValue,
  }),
  'access.deny/second-reason': property({
    given: { first: fc.constant('first'), second: fc.constant('second') },
    scenario: ({ first, second }) =>
      oneExecution([call('access.deny', first), call('access.deny', second)]),
    judge: judgeOutcome(({ outcome }) => {
      if (outcome.status !== 'denied') return 'vacuous';
      return { answer: outcome.reason === undefined ? 'none' : `the ${outcome.reason}` };
    }),
  }),
} satisfies Record<string, Property>;
