import type { FactorSelector } from '@post-challenge/spec';
import type { Replacement } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';

const ADDITIONAL = ['authentication.challengeWith/offers-additional-factors'] as const;
const OFFERED = [...ADDITIONAL, 'authentication.challengeWithAny/offers-every-factor'] as const;
const OPTIONS = [
  'authentication.challengeWith/keeps-factor-options',
  'authentication.challengeWithAny/keeps-factor-options',
] as const;
const ACCEPTED = [
  'authentication.challengeWith/accepts-every-factor',
  'authentication.challengeWithAny/accepts-every-factor',
] as const;
const DEFAULT = ['authentication.challengeWith/asks-for-the-factor'] as const;

interface OpenFactor {
  type: string;
  options?: Record<string, unknown>;
}

/** Changes each factor as it is received. */
function receive(change: (factor: OpenFactor) => OpenFactor): Replacement {
  return (original) => ({
    receiveFactor: (factor) =>
      change(original.receiveFactor(factor) as OpenFactor) as FactorSelector,
  });
}

/** Changes the list of factors of a challenge. */
function list(
  change: (factors: readonly FactorSelector[]) => readonly FactorSelector[],
): Replacement {
  return (original) => ({
    challenge: (factors, execution) => original.challenge(change(factors), execution),
  });
}

/** Servers that lose or change factors and their options. */
export const factors: readonly WrongEntry[] = [
  wrong(
    'false options are left out',
    OPTIONS,
    receive(({ type, options }) => ({
      type,
      ...(options && {
        options: Object.fromEntries(
          Object.entries(options).filter(([, option]) => Boolean(option)),
        ),
      }),
    })),
  ),
  wrong(
    'booleans in options become text',
    OPTIONS,
    receive(({ type, options }) => ({
      type,
      ...(options && {
        options: Object.fromEntries(
          Object.entries(options).map(([name, option]) => [name, String(option)]),
        ),
      }),
    })),
  ),
  wrong(
    '"both" is stored as "sms"',
    OPTIONS,
    receive(({ type, options }) => ({
      type,
      ...(options && {
        options: {
          ...options,
          ...(options['preferredMethod'] === 'both' && { preferredMethod: 'sms' }),
        },
      }),
    })),
  ),
  wrong(
    'options of a factor under its alias are lost',
    OPTIONS,
    receive((factor) => (factor.type === 'push' ? { type: 'push-notification' } : factor)),
  ),
  wrong('options of additional factors are lost', OPTIONS, (original) => ({
    challengeWith: (factor, additional, execution) =>
      original.challengeWith(
        factor,
        additional.map(({ type }) => ({ type })) as FactorSelector[],
        execution,
      ),
  })),
  wrong(
    'options of the first factor are those of all',
    OPTIONS,
    list((factors) =>
      factors.map(
        (factor) =>
          ({
            ...factors[0],
            ...factor,
            options: factors[0]?.options ?? factor.options,
          }) as FactorSelector,
      ),
    ),
  ),
  wrong('options of a factor are kept from its first challenge', OPTIONS, (original) => {
    const known = new Map<string, FactorSelector>();
    return {
      receiveFactor: (factor) => {
        const kept = known.get(factor.type) ?? original.receiveFactor(factor);
        known.set(factor.type, kept);
        return kept;
      },
    };
  }),
  wrong(
    'three factors are offered at most',
    OFFERED,
    list((factors) => factors.slice(0, 3)),
  ),
  wrong(
    'a list of five factors or more is cut',
    OFFERED,
    list((factors) => factors.slice(0, 4)),
  ),
  wrong('the last additional factor is lost', ADDITIONAL, (original) => ({
    challengeWith: (factor, additional, execution) =>
      original.challengeWith(
        factor,
        additional.length > 1 ? additional.slice(0, -1) : additional,
        execution,
      ),
  })),
  wrong(
    'one WebAuthn factor stands for both',
    OFFERED,
    list((factors) => {
      const families = new Map(
        factors.map((factor) => [factor.type.split('-')[0], factor]).toReversed() as [
          string,
          FactorSelector,
        ][],
      );
      return factors.filter((factor) => families.get(factor.type.split('-')[0] ?? '') === factor);
    }),
  ),
  wrong(
    'recovery codes are not offered',
    OFFERED,
    list((factors) =>
      factors.length > 1 ? factors.filter(({ type }) => type !== 'recovery-code') : factors,
    ),
  ),
  wrong('a factor that is not enrolled first is not offered', OFFERED, (original) => ({
    challenge: (factors, execution) => {
      const enrolled = execution.event.user.enrolledFactors
        ?.slice(0, 4)
        .map(({ type }) => String(type));
      const usable = factors.filter(({ type }) => enrolled?.includes(type) ?? true);
      original.challenge(usable.length > 0 ? usable : factors, execution);
    },
  })),
  wrong('the strongest factor becomes the default', DEFAULT, (original) => ({
    challengeWith: (factor, additional, execution) => {
      const all = [factor, ...additional];
      const strong = all.find(({ type }) => type.startsWith('webauthn')) ?? factor;
      original.challengeWith(
        strong,
        all.filter((other) => other !== strong),
        execution,
      );
    },
  })),
  wrong('the factors are sorted, and the first is the default', DEFAULT, (original) => ({
    challengeWith: (factor, additional, execution) => {
      const [first = factor, ...others] = [factor, ...additional].toSorted((a, b) =>
        a.type.localeCompare(b.type),
      );
      original.challengeWith(first, others, execution);
    },
  })),
  wrong('three additional factors turn the challenge into a choice', DEFAULT, (original) => ({
    challengeWith: (factor, additional, execution) => {
      original.challengeWith(factor, additional, execution);
      if (additional.length > 2) delete execution.effects.challenge?.defaultFactor;
    },
  })),
  wrong(
    'a factor with empty options is refused',
    ACCEPTED,
    receive((factor) => {
      if (factor.options && Object.keys(factor.options).length === 0)
        throw new TypeError('No options.');
      return factor;
    }),
  ),
  wrong(
    'a list of one factor is refused',
    [...ACCEPTED, 'authentication.challengeWithAny/offers-every-factor'],
    (original) => ({
      createApi: (execution) => {
        const api = original.createApi(execution);
        const { challengeWithAny } = api.authentication;
        api.authentication.challengeWithAny = (factors) => {
          if (factors.length === 1) throw new RangeError('A choice needs two factors.');
          challengeWithAny(factors);
        };
        return api;
      },
    }),
  ),
  wrong(
    'a challenge under the alias "push" is never satisfied',
    [
      'authentication.challengeWith/satisfied-by-default-factor',
      'authentication.challengeWithAny/satisfied-by-any-factor',
    ],
    (original) => ({
      isOffered: (factor, session) =>
        original.isOffered(factor, session) &&
        !session.challenge?.factors.some(({ type }) => type === 'push'),
    }),
  ),
  wrong(
    'an additional factor counts only with the default factor',
    ['authentication.challengeWith/satisfied-by-additional-factor'],
    (original) => ({
      isOffered: (factor, session) => {
        const { challenge } = session;
        return challenge?.defaultFactor && challenge.factors.length > 2
          ? challenge.factors.slice(0, 2).some(({ type }) => type === factor.type)
          : original.isOffered(factor, session);
      },
    }),
  ),
  wrong(
    'the last factor of a choice cannot be completed',
    ['authentication.challengeWithAny/satisfied-by-any-factor'],
    (original) => ({
      isOffered: (factor, session) => {
        const { challenge } = session;
        return challenge && !challenge.defaultFactor && challenge.factors.length > 2
          ? challenge.factors.slice(0, -1).some(({ type }) => type === factor.type)
          : original.isOffered(factor, session);
      },
    }),
  ),
];
