import { createCache } from '@post-challenge/reference';
import type { FactorSelector } from '@post-challenge/spec';
import { setImmediate as turn } from 'node:timers/promises';
import {
  type HostDecisions,
  conformantDecisions,
  forgetCache,
  createSmallHost,
  surroundHandlers,
  normalizeFactorType,
} from '../small-host.ts';
import type { Variants } from './variant.ts';

/** The rules about the effects of an execution. */
const touches =
  /^flow|^cache\/s|denies|later|satisfied|keeps-cache|outlasts|accepts-a-valid|\/(?:asks|offers|carries|resumes|does-not-repeat|refuses-another|brings)/;

function freezeDeeply<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freezeDeeply);
  return Object.freeze(value);
}

/** Changes the factors that a host offers, and with which a challenge is satisfied. */
function changeFactors(
  change: (factors: readonly FactorSelector[]) => FactorSelector[],
): Partial<HostDecisions> {
  return {
    reportOutcome(state) {
      const outcome = conformantDecisions.reportOutcome(state);
      if (outcome.status !== 'challenged') return outcome;
      const { defaultFactor, factors } = outcome;
      const [changed] = defaultFactor ? change([defaultFactor]) : [];
      return { ...outcome, factors: change(factors), ...(changed && { defaultFactor: changed }) };
    },
  };
}

function renameFactor(factor: FactorSelector): FactorSelector {
  if (factor.type === 'push') return { ...factor, type: 'push-notification' };
  return factor.type === 'push-notification' ? { ...factor, type: 'push' } : factor;
}

function hasOtpFallback(factor: FactorSelector): boolean {
  const { otpFallback = true } = (factor.options ?? {}) as { otpFallback?: boolean };
  return normalizeFactorType(factor) === 'push-notification' && otpFallback;
}

/** Puts the state into the middle of the query, and another parameter at its end. */
function insertStateInTheMiddle(url: string, state: string): string {
  const result = new URL(url);
  const parameters = [...result.searchParams];
  parameters.splice(parameters.length / 2, 0, ['state', state]);
  result.search = String(new URLSearchParams([...parameters, ['locale', 'en']]));
  return result.href;
}

/** Variants of a host: of executing, pausing and resuming. */
export const hostVariants: Variants = {
  'a loop of its own': { implementation: createSmallHost(), touches: /^/ },
  'every redirect has one state': {
    implementation: createSmallHost({ state: () => 'state' }),
    touches,
    breaks: ['flow/state-is-its-own'],
  },
  'what is not taken is ignored': {
    implementation: createSmallHost({ refuse: (_, state) => state }),
    touches,
  },
  'what is not taken denies': {
    implementation: createSmallHost({
      refuse: (_, state) => ({ ...state, outcome: { status: 'denied' }, redirect: undefined }),
    }),
    touches,
    breaks: ['flow/result-is-final'],
  },
  'what is not taken fails': {
    implementation: createSmallHost({
      refuse: (message, state) => ({
        ...state,
        outcome: { status: 'failed', message },
        redirect: undefined,
      }),
    }),
    touches,
    breaks: ['flow/result-is-final'],
  },
  'the state in the middle of the query': {
    implementation: createSmallHost({ url: insertStateInTheMiddle }),
    touches,
  },
  'states of any characters': {
    implementation: createSmallHost({ state: (n) => `é+/=&#%20 ${n}`.repeat(100) }),
    touches,
  },
  'more members in the event': {
    implementation: createSmallHost({
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
    implementation: createSmallHost({ event: (event) => freezeDeeply(structuredClone(event)) }),
    touches,
  },
  'completed factors are named in the event': {
    implementation: createSmallHost({
      event(event, { completed }) {
        const methods = completed.map((factor) => ({
          name: 'mfa',
          type: normalizeFactorType(factor),
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
    implementation: createSmallHost({
      actions: surroundHandlers(async (handle, ...given) => {
        await turn();
        await handle(...given);
        await turn();
      }),
    }),
    touches,
  },
  'resuming takes its time': {
    implementation: createSmallHost({
      async resume(go) {
        await turn();
        await go();
        await turn();
      },
    }),
    touches,
  },
  'push under its other name': {
    implementation: createSmallHost(changeFactors((factors) => factors.map(renameFactor))),
    touches,
  },
  'otp beside push': {
    implementation: createSmallHost(
      changeFactors((factors) => [
        ...factors,
        ...(factors.some(hasOtpFallback) ? [{ type: 'otp' } as const] : []),
      ]),
    ),
    touches,
  },
  'a recovery code is always offered': {
    implementation: createSmallHost(
      changeFactors((factors) => [...factors, { type: 'recovery-code' }]),
    ),
    touches,
  },
  'a second redirect is refused': {
    implementation: createSmallHost({
      reachOutcome: (reached, state) =>
        reached.status === 'redirected' && state.redirects > 0
          ? { status: 'failed', message: 'There was a redirect.' }
          : conformantDecisions.reachOutcome(reached, state),
    }),
    touches,
  },
  'a factor that was additional is asked for again': {
    implementation: createSmallHost({
      reachOutcome(reached, state) {
        const asked = reached.status === 'challenged' && reached.defaultFactor;
        return asked &&
          !state.completed.some(
            (factor) => normalizeFactorType(factor) === normalizeFactorType(asked),
          )
          ? reached
          : conformantDecisions.reachOutcome(reached, state);
      },
    }),
    touches,
  },
  'more members in the query and the body of a return': {
    implementation: createSmallHost({
      request(before, returned) {
        const { query, body, ...request } = conformantDecisions.request(before, returned);
        return { ...request, query: { ...query, locale: 'en' }, body: { ...body, tenant: 't' } };
      },
    }),
    touches,
  },
  'the cache is empty when an execution begins': {
    implementation: createSmallHost({
      actions: forgetCache,
    }),
    touches,
    breaks: ['cache/shared-between-actions', 'cache/survives-the-transaction'],
  },
  'the cache is empty when a transaction begins': {
    implementation: createSmallHost({ cache: () => createCache() }),
    touches,
    breaks: ['cache/survives-the-transaction'],
  },
  'denials are told without a reason': {
    implementation: createSmallHost({
      reportOutcome(state) {
        const outcome = conformantDecisions.reportOutcome(state);
        return outcome.status === 'denied' ? { status: 'denied' } : outcome;
      },
    }),
    touches,
  },
};
