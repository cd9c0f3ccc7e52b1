import fc from 'fast-check';
import { createReturn } from '../draw/returns.ts';
import { preferOrdinary } from '../draw/ordinary.ts';
import { anyText, cacheKey, cacheValue, text } from '../draw/text.ts';
import { controlTexts, trickyTexts } from '../draw/tricky-texts.ts';
import { expectApiEachTime, expectNoLaterAction, expectStatus } from './expectations.ts';
import { judgeOutcome, judgeSince, onCalls } from './judges.ts';
import { type Property, property } from './property.ts';
import {
  type Placement,
  call,
  createPlacedScenario,
  createScenario,
  oneExecution,
  placement,
  returnUser,
  transaction,
} from './scenarios.ts';
import { createEnding, ending, findExecution, judgeAfterEnd } from './shared/endings.ts';
import { createResultProbe } from './shared/result-probe.ts';
import { judgeStoredValue } from './shared/stored-value.ts';
import { filterCalls, hasThrown } from './step-results.ts';
import { withNeighbours } from './shared/neighbours.ts';
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

/** Reasons that a language takes for nothing, false, a status or a pattern; and long ones. */
const trickyReasons = [
  ...trickyTexts,
  'no',
  'off',
  'f',
  'N',
  'None',
  'nil',
  'false',
  'FALSE',
  '00',
  '0.0',
  '-0',
  '+1',
  '1,5',
  '0b1',
  '[object Object]',
  'completed',
  'denied',
  'success',
  'error',
  'access_denied',
  'api',
  '12:30',
  '2026-01-31 12:00:00',
  '%d %1$s %(a)s',
  '{reason}',
  ':reason',
  '.*',
  '[a-z',
  '(?i)no',
  '   ',
  '\u00a0',
  '\u3000',
  '\u200b',
  ' '.repeat(150),
  '%'.repeat(150),
  'é'.repeat(150),
  'Denied. '.repeat(18),
];

/** Reasons of any kind. */
const anyReason = fc.oneof(
  { withCrossShrink: true },
  reason,
  fc.constantFrom('', ' no', 'no ', '\tno', 'no\n', '  ', 'Nein – «überhaupt» nicht.'),
  anyText(64),
  fc.integer({ min: 150, max: 200 }).map((size) => 'x'.repeat(size)),
);

/** Where no other action, pause or return comes before the steps. */
const alone = {
  before: 0,
  after: 0,
  pause: 'none',
  inContinue: false,
  turn: 0,
  away: 0,
  method: 'GET',
} as const satisfies Placement;

/** The properties about the outcome of a denial. */
const denialProperties = withNeighbours({
  'access.deny/denies': property({
    given: { reason, placement, isLast: fc.boolean() },
    examples: [...trickyReasons, ''].map((text) => ({
      reason: text,
      placement: alone,
      isLast: true,
    })),
    scenario: ({ reason, placement, isLast }, onHost) =>
      onHost
        ? createPlacedScenario(isLast ? { ...placement, after: 0 } : placement, [
            call('access.deny', reason),
          ])
        : oneExecution([call('access.deny', reason)]),
    judge: judgeOutcome((reached) => {
      const [denied] = filterCalls(reached.results, 'access.deny');
      // An implementation may refuse an empty reason.
      const isRefused = denied && denied.args[0] === '' && hasThrown(denied);
      return !denied || isRefused ? 'vacuous' : expectStatus(reached, 'denied');
    }),
  }),
  'access.deny/keeps-reason': property({
    given: { reason: anyReason, placement },
    examples: [...trickyReasons, ...controlTexts].map((text) => ({
      reason: text,
      placement: alone,
    })),
    scenario: ({ reason, placement }, onHost) =>
      onHost
        ? createPlacedScenario(placement, [call('access.deny', reason)])
        : oneExecution([call('access.deny', reason)]),
    judge: judgeOutcome(({ outcome, results, at }) => {
      const [denied] = filterCalls(results, 'access.deny');
      if (outcome.status !== 'denied' || !denied) return 'vacuous';
      const [reason] = denied.args;
      return outcome.reason === undefined || outcome.reason === reason
        ? 'held'
        : { at, expected: `{ status: "denied", reason: ${formatValue(reason)} }` };
    }),
  }),
} satisfies Record<string, Property>);

/** The properties of `api.access`. */
export const accessProperties = {
  ...denialProperties,
  'access.deny/returns-api': property({
    given: { reason, placement, again: fc.boolean() },
    scenario: ({ reason, placement, again }, onHost) => {
      const deny = call('access.deny', reason);
      const steps = again ? [deny, call('cache.get', 'key'), deny] : [deny];
      return onHost ? createPlacedScenario(placement, steps) : oneExecution(steps);
    },
    judge: onCalls(['access.deny'], expectApiEachTime),
  }),
  'access.deny/result': createResultProbe('access.deny', 'no'),
  'access.deny/lets-the-action-finish': createFinishProperty(
    reason.map((text) => call('access.deny', text)),
  ),
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
