import { changeReference } from '../../implementations.ts';
import { createSmallHost } from '../../small-host.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { createDestinationKnownBad, changeSetResultUrl } from './destination.ts';
import { endExecutionAt } from './ending.ts';

const shared = createDestinationKnownBad(changeSetResultUrl);

/** Known-bad implementations for the rules of `api.transaction`. */
export const transactionKnownBad = {
  // A stub that does nothing.
  'transaction.setResultUrl/sets-the-result-url': changeReference(() => ({
    outcome: (reached) => (reached.status === 'completed' ? { status: 'completed' } : reached),
  })),
  'transaction.setResultUrl/works-without-options': shared.worksWithoutOptions,
  'transaction.setResultUrl/adds-the-query': shared.addsTheQuery,
  'transaction.setResultUrl/encodes-the-query': shared.encodesTheQuery,
  'transaction.setResultUrl/keeps-the-url': shared.keepsTheUrl,
  // Redirects at once.
  'transaction.setResultUrl/does-not-redirect-now': changeReference(() => ({
    outcome: (reached) =>
      reached.status === 'completed' && reached.resultUrl !== undefined
        ? { status: 'redirected', url: reached.resultUrl }
        : reached,
  })),
  'transaction.setResultUrl/lets-the-action-finish': endExecutionAt('transaction', 'setResultUrl'),
  // Forgets the executions before the last pause.
  'transaction.setResultUrl/outlasts-a-pause': createSmallHost({
    resumeState: (state) => ({
      ...state,
      outcome: { status: 'completed' },
      redirect: undefined,
      resultUrl: undefined,
    }),
  }),
  'transaction.setResultUrl/not-when-denied': changeReference(
    ({ transaction: { setResultUrl } }) => {
      let resultUrl: string | undefined;
      return {
        transaction: {
          setResultUrl(url, options) {
            resultUrl = url;
            setResultUrl(url, options);
          },
        },
        outcome: (reached) =>
          reached.status === 'denied' && resultUrl ? { ...reached, resultUrl } : reached,
      };
    },
  ),
  'transaction.setResultUrl/refuses-a-relative-url': shared.refusesARelativeUrl,
  'transaction.setResultUrl/refuses-a-script-url': shared.refusesAScriptUrl,
} as const satisfies KnownBadByRule;
