import { createCache } from '@post-challenge/reference';
import type { FactorSelector } from '@post-challenge/spec';
import { setImmediate as turn } from 'node:timers/promises';
import {
  type Decisions,
  conformant,
  forgetful,
  smallHost,
  surrounded,
  typeOf,
} from '../small-host.ts';
import type { Variants } from './variant.ts';

/** The rules about what follows an execution. */
const touches =
  /^flow|^cache\/s|denies|later|satisfied|keeps-cache|outlasts|accepts-a-valid|\/(?:asks|offers|carries|resumes|does-not-repeat|refuses-another|brings)/;

function freezeDeeply<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freezeDeeply);
  return Object.freeze(value);
}

/** A host that tells the factors of a challenge otherwise, and takes what it tells. */
function changeFactors(
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

function renameFactor(factor: FactorSelector): FactorSelector {
  if (factor.type === 'push') return { ...factor, type: 'push-notification' };
  return factor.type === 'push-notification' ? { ...factor, type: 'push' } : factor;
}

function fallsBackToOtp(factor: FactorSelector): boolean {
  const { otpFallback = true } = (factor.options ?? {}) as { otpFallback?: boolean };
  return typeOf(factor) === 'push-notification' && otpFallback;
}

/** The URL with the state in the middle of its query, and another parameter at its end. */
function insertStateInTheMiddle(url: string, state: string): string {
  const result = new URL(url);
  const parameters = [...result.searchParams];
  parameters.splice(parameters.length / 2, 0, ['state', state]);
  result.search = String(new URLSearchParams([...parameters, ['locale', 'en']]));
  return result.href;
}

/** Ways to run actions, to pause and to resume. */
export const hostVariants: Variants = {
  'a loop of its own': { implementation: smallHost(), touches: /^/ },
  'every redirect has one state': {
    implementation: smallHost({ state: () => 'state' }),
    touches,
    breaks: ['flow/state-is-its-own'],
  },
  'what is not taken is ignored': {
    implementation: smallHost({ refuse: (_, state) => state }),
    touches,
  },
  'what is not taken denies': {
    implementation: smallHost({
      refuse: (_, state) => ({ ...state, outcome: { status: 'denied' }, redirect: undefined }),
    }),
    touches,
  },
  'what is not taken fails': {
    implementation: smallHost({
      refuse: (message, state) => ({
        ...state,
        outcome: { status: 'failed', message },
        redirect: undefined,
      }),
    }),
    touches,
  },
  'the state in the middle of the query': {
    implementation: smallHost({ url: insertStateInTheMiddle }),
    touches,
  },
  'states of any characters': {
    implementation: smallHost({ state: (n) => `é+/=&#%20 ${n}`.repeat(100) }),
    touches,
  },
  'more members in the event': {
    implementation: smallHost({
      event: (event) => ({
        ...event,
        user: { ...event.user, multifactor: ['otp'] },
        request: { ...event.request, asn: '64496' },
        session: { id: 'session' },
      }),
    }),
    touches,
  },
  'frozen events': {
    implementation: smallHost({ event: (event) => freezeDeeply(structuredClone(event)) }),
    touches,
  },
  'completed factors are named in the event': {
    implementation: smallHost({
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
    }),
    touches,
  },
  'a few ticks between handlers': {
    implementation: smallHost({
      actions: surrounded(async (handle, ...given) => {
        await turn();
        await handle(...given);
        await turn();
      }),
    }),
    touches,
  },
  'resuming takes its time': {
    implementation: smallHost({
      async resume(go) {
        await turn();
        await go();
        await turn();
      },
    }),
    touches,
  },
  'push under its other name': {
    implementation: smallHost(changeFactors((factors) => factors.map(renameFactor))),
    touches,
  },
  'otp beside push': {
    implementation: smallHost(
      changeFactors((factors) => [
        ...factors,
        ...(factors.some(fallsBackToOtp) ? [{ type: 'otp' } as const] : []),
      ]),
    ),
    touches,
  },
  'a recovery code is always offered': {
    implementation: smallHost(changeFactors((factors) => [...factors, { type: 'recovery-code' }])),
    touches,
  },
  'a second redirect is refused': {
    implementation: smallHost({
      comesTo: (reached, state) =>
        reached.status === 'redirected' && state.redirects > 0
          ? { status: 'failed', message: 'There was a redirect.' }
          : conformant.comesTo(reached, state),
    }),
    touches,
  },
  'a factor that was additional is asked for again': {
    implementation: smallHost({
      comesTo(reached, state) {
        const asked = reached.status === 'challenged' && reached.defaultFactor;
        return asked && !state.completed.some((factor) => typeOf(factor) === typeOf(asked))
          ? reached
          : conformant.comesTo(reached, state);
      },
    }),
    touches,
  },
  'more members in the query and the body of a return': {
    implementation: smallHost({
      request(before, returned) {
        const { query, body, ...request } = conformant.request(before, returned);
        return { ...request, query: { ...query, locale: 'en' }, body: { ...body, tenant: 't' } };
      },
    }),
    touches,
  },
  'the cache is empty when an execution begins': {
    implementation: smallHost({
      actions: forgetful,
    }),
    touches,
    breaks: ['cache/shared-between-actions', 'cache/survives-the-transaction'],
  },
  'the cache is empty when a transaction begins': {
    implementation: smallHost({ cache: () => createCache() }),
    touches,
    breaks: ['cache/survives-the-transaction'],
  },
  'denials are told without a reason': {
    implementation: smallHost({
      tell(state) {
        const outcome = conformant.tell(state);
        return outcome.status === 'denied' ? { status: 'denied' } : outcome;
      },
    }),
    touches,
  },
};
