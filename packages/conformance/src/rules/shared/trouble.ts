import fc from 'fast-check';
import type { Judgement } from '../../language/judgement.ts';
import type { Scenario, Step } from '../../language/scenario.ts';
import type { Trace } from '../../language/trace.ts';
import { call } from '../scenarios.ts';
import { collectResults, filterCalls, hasThrown } from '../step-results.ts';

const SECRET = 'a secret of at least thirty-two bytes';

/** Calls that every implementation refuses. The action sees the failure and goes on. */
const refusedCalls: readonly Step[] = [
  call('cache.set', 'key', 'x'.repeat(5000)),
  call('cache.set', 'key', 'value', { expires_at: 1 }),
  call('cache.set', 'k'.repeat(100), 'value'),
  call('cache.set', 'key', 'value', { ttl: { $number: 'NaN' } }),
  call('cache.delete', 'a key of nobody'),
  call('redirect.validateToken', { secret: SECRET }),
  call('redirect.validateToken', { secret: SECRET, tokenParameterName: 'from' }),
];

/** One of the calls that every implementation refuses. */
export const refusedCall: fc.Arbitrary<Step> = fc.constantFrom(...refusedCalls);

/** Relative URLs. An implementation may accept them: that it throws is only a SHOULD. */
const relativeUrl = fc.constantFrom('/', '/verify?a=b', 'verify', '');

/** A call whose failure the action sees. If an implementation accepts it, the transaction goes on, too. */
export const failingCall: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: refusedCall },
  { weight: 1, arbitrary: relativeUrl.map((url) => call('transaction.setResultUrl', url)) },
);

/** A call whose failure the action sees. Only {@link unlessAccepted} can judge it. */
export const trouble: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: failingCall },
  {
    weight: 2,
    arbitrary: fc
      .tuple(relativeUrl, fc.constantFrom(undefined, { query: { a: 'b' } }))
      .map(([url, options]) => call('redirect.sendUserTo', url, options)),
  },
);

/** Judges a trace, unless the implementation has accepted a relative URL. */
export function unlessAccepted(
  judge: (scenario: Scenario, trace: Trace) => Judgement,
): (scenario: Scenario, trace: Trace) => Judgement {
  return (scenario, trace) => {
    const calls = filterCalls(
      collectResults(scenario, trace),
      'redirect.sendUserTo',
      'transaction.setResultUrl',
    );
    const accepts = calls.some((one) => !hasThrown(one) && !URL.canParse(String(one.args[0])));
    return accepts ? 'vacuous' : judge(scenario, trace);
  };
}
