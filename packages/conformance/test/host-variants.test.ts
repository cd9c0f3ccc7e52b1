import { checkConformance } from '@post-challenge/conformance';
import { createCache } from '@post-challenge/reference';
import { type FactorSelector, type RuleId, rules } from '@post-challenge/spec';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Decisions, conformant, smallHost, surrounded, typeOf } from './small-host.ts';

test('a host of its own that keeps every rule is conformant at host level', async () => {
  const report = await checkConformance(smallHost(), { runs: 30 });

  expect(report).toMatchObject({
    conformant: 'host',
    complete: true,
    summary: { failed: 0, blocked: 0, unobservable: 0, vacuous: 0, errored: 0 },
  });
});

/** The rules of which a verdict depends on more than one execution, or on what is told of it. */
const selected = (Object.keys(rules) as RuleId[]).filter((id) => {
  const { level, needs } = rules[id];
  const ofHost = needs.some((need) => need === 'host');
  return (
    (level === 'MUST' || level === 'SHOULD') &&
    (ofHost || /^(?:access|authentication|redirect\.sendUserTo|redirect.*accepts-a-valid)/.test(id))
  );
});

/** What a host is said not to keep, with the verdicts. */
async function accusedOf(decisions: Partial<Decisions>): Promise<readonly string[]> {
  const report = await checkConformance(smallHost(decisions), { rules: selected, runs: 10 });
  return report.rules
    .filter(({ verdict }) => verdict !== 'passed')
    .map(({ id, level, verdict }) => `${id} ${level} ${verdict}`);
}

function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(frozen);
  return Object.freeze(value);
}

/** A host that tells the factors of a challenge otherwise, and takes what it tells. */
function offering(
  change: (factors: readonly FactorSelector[]) => FactorSelector[],
): Partial<Decisions> {
  return {
    tell(state) {
      const outcome = conformant.tell(state);
      if (outcome.status !== 'challenged') return outcome;
      const { defaultFactor, factors } = outcome;
      const [shown] = defaultFactor ? change([defaultFactor]) : [];
      return { ...outcome, factors: change(factors), ...(shown && { defaultFactor: shown }) };
    },
  };
}

function renamed(factor: FactorSelector): FactorSelector {
  if (factor.type === 'push') return { ...factor, type: 'push-notification' };
  return factor.type === 'push-notification' ? { ...factor, type: 'push' } : factor;
}

function fallsBackToOtp(factor: FactorSelector): boolean {
  const { otpFallback = true } = (factor.options ?? {}) as { otpFallback?: boolean };
  return typeOf(factor) === 'push-notification' && otpFallback;
}

/** The URL with the state in the middle of its query, and another parameter at its end. */
function withStateInTheMiddle(url: string, state: string): string {
  const result = new URL(url);
  const parameters = [...result.searchParams];
  parameters.splice(parameters.length / 2, 0, ['state', state]);
  result.search = String(new URLSearchParams([...parameters, ['locale', 'en']]));
  return result.href;
}

const variants: readonly (readonly [string, Partial<Decisions>])[] = [
  ['ignores what it does not take', { refuse: (_, state) => state }],
  [
    'denies where it is given what it does not take',
    { refuse: (_, state) => ({ ...state, outcome: { status: 'denied' }, redirect: undefined }) },
  ],
  [
    'fails where it is given what it does not take',
    {
      refuse: (message, state) => ({
        ...state,
        outcome: { status: 'failed', message },
        redirect: undefined,
      }),
    },
  ],
  ['adds the state in the middle of the query', { url: withStateInTheMiddle }],
  ['has states of any characters', { state: (n) => `é+/=&#%20 ${n}`.repeat(100) }],
  [
    'adds members to the event',
    {
      event: (event) => ({
        ...event,
        user: { ...event.user, multifactor: ['otp'] },
        request: { ...event.request, asn: '64496' },
        session: { id: 'session' },
      }),
    },
  ],
  ['freezes the event', { event: (event) => frozen(structuredClone(event)) }],
  [
    'names completed factors in the event',
    {
      event(event, { completed }) {
        const methods = completed.map((factor) => ({
          name: 'mfa',
          type: typeOf(factor),
          timestamp: '2026-01-01T00:00:00.000Z',
        }));
        const { authentication } = event;
        const all = [...authentication.methods, ...methods];
        return { ...event, authentication: { ...authentication, methods: all } };
      },
    },
  ],
  [
    'takes a few ticks between handlers',
    {
      actions: surrounded(async (handle, ...given) => {
        await turn();
        await handle(...given);
        await turn();
      }),
    },
  ],
  [
    'resumes in its own time',
    {
      async resume(go) {
        await turn();
        await go();
        await turn();
      },
    },
  ],
  ['tells push under its other name', offering((factors) => factors.map(renamed))],
  [
    'offers otp beside push',
    offering((factors) => [
      ...factors,
      ...(factors.some(fallsBackToOtp) ? [{ type: 'otp' } as const] : []),
    ]),
  ],
  ['always offers a recovery code', offering((factors) => [...factors, { type: 'recovery-code' }])],
  [
    'refuses a second redirect',
    {
      comesTo: (reached, state) =>
        reached.status === 'redirected' && state.redirects > 0
          ? { status: 'failed', message: 'There was a redirect.' }
          : conformant.comesTo(reached, state),
    },
  ],
  [
    'asks again for a factor that was additional',
    {
      comesTo(reached, state) {
        const asked = reached.status === 'challenged' && reached.defaultFactor;
        return asked && !state.completed.some((factor) => typeOf(factor) === typeOf(asked))
          ? reached
          : conformant.comesTo(reached, state);
      },
    },
  ],
  [
    'adds to the query and the body of a return',
    {
      request(before, returned) {
        const { query, body, ...request } = conformant.request(before, returned);
        return { ...request, query: { ...query, locale: 'en' }, body: { ...body, tenant: 't' } };
      },
    },
  ],
];

describe('a host is not said to break a rule which', () => {
  test.for(variants)('%s', async ([, decisions]) => {
    expect(await accusedOf(decisions)).toEqual([]);
  });
});

test('a host that keeps nothing in the cache between transactions breaks no MUST', async () => {
  const accused = await accusedOf({ cache: () => createCache() });

  expect(accused).toEqual([
    'access.deny/keeps-cache-writes SHOULD blocked',
    'cache/survives-the-transaction SHOULD failed',
  ]);
});

test('a host that denies without telling a reason breaks no MUST', async () => {
  const accused = await accusedOf({
    tell(state) {
      const outcome = conformant.tell(state);
      return outcome.status === 'denied' ? { status: 'denied' } : outcome;
    },
  });

  expect(accused).toEqual([]);
});
