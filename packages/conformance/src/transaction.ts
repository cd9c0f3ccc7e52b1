import fc from 'fast-check';
import { pause, plainUrl } from './arbitraries.ts';
import { destinationProperties } from './destination.ts';
import { letsTheActionFinish } from './finish.ts';
import { type Property, call, execution, outcome, property, wait } from './property.ts';

const shared = destinationProperties('transaction.setResultUrl');

/** The properties of `api.transaction`. @internal */
export const transactionProperties = {
  'transaction.setResultUrl/sets-the-result-url': shared.goes,
  'transaction.setResultUrl/works-without-options': shared.worksWithoutOptions,
  'transaction.setResultUrl/adds-the-query': shared.addsTheQuery,
  'transaction.setResultUrl/encodes-the-query': shared.encodesTheQuery,
  'transaction.setResultUrl/keeps-the-url': shared.keepsTheUrl,
  'transaction.setResultUrl/does-not-redirect-now': property({
    given: { url: plainUrl, after: pause },
    scenario: ({ url, after }) => execution([call('transaction.setResultUrl', url), wait(after)]),
    judge: outcome(({ status }, _, at) =>
      status === 'completed' ? 'held' : { at, expected: '{ status: "completed", … }' },
    ),
  }),
  'transaction.setResultUrl/lets-the-action-finish': letsTheActionFinish(
    plainUrl.map((url) => call('transaction.setResultUrl', url)),
  ),
  'transaction.setResultUrl/not-when-denied': property({
    given: { url: plainUrl, first: fc.boolean() },
    scenario: ({ url, first }) => {
      const asked = [call('transaction.setResultUrl', url), call('access.deny', 'no')];
      return execution(first ? asked : asked.toReversed());
    },
    judge: outcome((reached, _, at) => {
      if (reached.status !== 'denied') return 'vacuous';
      const expected = '{ status: "denied", … } without resultUrl';
      return reached.resultUrl === undefined ? 'held' : { at, expected };
    }),
  }),
  'transaction.setResultUrl/refuses-a-relative-url': shared.refusesARelativeUrl,
  'transaction.setResultUrl/refuses-a-script-url': shared.refusesAScriptUrl,
  'transaction.setResultUrl/second-url': property({
    given: {},
    scenario: () =>
      execution([
        call('transaction.setResultUrl', 'https://first.example.com/'),
        call('transaction.setResultUrl', 'https://second.example.com/'),
      ]),
    judge: outcome((reached) => {
      if (reached.status !== 'completed') return 'vacuous';
      const { resultUrl = 'none' } = reached;
      return {
        answer: URL.canParse(resultUrl) ? `the ${new URL(resultUrl).host.split('.')[0]}` : 'none',
      };
    }),
  }),
  'transaction.setResultUrl/same-named-parameter': shared.sameNamedParameter,
} as const satisfies Record<string, Property>;
