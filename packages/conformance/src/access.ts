import fc from 'fast-check';
import { cacheKey, cacheValue, unicode } from './arbitraries.ts';
import { findsWhatWasSet, from, noneLater, placedAlone, placement } from './host.ts';
import { letsTheActionFinish } from './finish.ts';
import { isObject } from './json.ts';
import {
  type Property,
  attempt,
  call,
  callsOf,
  execution,
  fault,
  outcome,
  property,
  returnedBy,
  steps,
  transactions,
} from './property.ts';
import { show } from './show.ts';

const reason = fc.oneof(
  fc.constantFrom('', 'no', ' no', 'no ', '\tno', 'no\n', '  ', 'Nein – «überhaupt» nicht.'),
  unicode(16),
  fc.integer({ min: 100, max: 200 }).map((size) => 'x'.repeat(size)),
);

/** The properties of `api.access`. @internal */
export const accessProperties = {
  'access.deny/denies': property({
    given: { reason, placement },
    scenario: ({ reason, placement }, onHost) =>
      onHost
        ? placedAlone(placement, [call('access.deny', reason)])
        : execution([call('access.deny', reason)]),
    judge: outcome(({ status }, seen, at) => {
      if (callsOf(seen, 'access.deny').length === 0) return 'vacuous';
      return status === 'denied' ? 'held' : { at, expected: '{ status: "denied", … }' };
    }),
  }),
  'access.deny/returns-api': property({
    given: { reason },
    scenario: ({ reason }) => execution([call('access.deny', reason)]),
    judge: steps(([denied]) => {
      if (!denied) return 'vacuous';
      const returned = returnedBy(denied);
      return isObject(returned) && '$api' in returned ? 'held' : fault(denied, 'api');
    }),
  }),
  'access.deny/lets-the-action-finish': letsTheActionFinish(
    reason.map((text) => call('access.deny', text)),
  ),
  'access.deny/keeps-reason': property({
    given: { reason },
    scenario: ({ reason }) => execution([call('access.deny', reason)]),
    judge: outcome((reached, [denied], at) => {
      if (reached.status !== 'denied') return 'vacuous';
      const given = denied?.args[0];
      return reached.reason === undefined || reached.reason === given
        ? 'held'
        : { at, expected: `{ status: "denied", reason: ${show(given)} }` };
    }),
  }),
  'access.deny/stops-later-actions': property({
    given: { reason, placement },
    scenario: ({ reason, placement }) => placedAlone(placement, [call('access.deny', reason)]),
    judge: from('access.deny', ({ action, phase }, trace) =>
      noneLater(trace, action, phase, 'after a denial'),
    ),
  }),
  'access.deny/keeps-cache-writes': property({
    given: { key: cacheKey, value: cacheValue },
    scenario: ({ key, value }) =>
      transactions([
        attempt([{ execute: [call('cache.set', key, value), call('access.deny', 'no')] }]),
        attempt([{ execute: [call('cache.get', key)] }]),
      ]),
    judge: findsWhatWasSet,
  }),
  'access.deny/second-reason': property({
    given: { first: fc.constant('first'), second: fc.constant('second') },
    scenario: ({ first, second }) =>
      execution([call('access.deny', first), call('access.deny', second)]),
    judge: outcome((reached) => {
      if (reached.status !== 'denied') return 'vacuous';
      return { answer: reached.reason === undefined ? 'none' : `the ${reached.reason}` };
    }),
  }),
} satisfies Record<string, Property>;
