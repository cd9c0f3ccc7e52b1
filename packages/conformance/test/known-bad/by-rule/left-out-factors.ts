import type { Implementation } from '@post-challenge/conformance';
import type { Tenant } from '@post-challenge/reference';
import type {
  Challenge,
  ChallengedTransaction,
  ChallengeWithOptions,
  FactorSelector,
  PostChallengeEvent,
} from '@post-challenge/spec';
import { normalizeFactorType } from '../../small-host.ts';
import { changeApi, changeRuntime } from '../../runtime-2026.ts';
import type { KnownBadByRule } from './by-rule.ts';

type Name = 'challengeWith' | 'challengeWithAny';

function isOneOf(types: readonly unknown[], factor: FactorSelector): boolean {
  return types.some(
    (type) => normalizeFactorType({ type: String(type) }) === normalizeFactorType(factor),
  );
}

function listCompleted({ authentication }: PostChallengeEvent): readonly unknown[] {
  return authentication.methods.flatMap(({ name, type }) => (name === 'mfa' ? [type] : []));
}

function isAskedBy(name: Name, challenge: Challenge | undefined): challenge is Challenge {
  return challenge?.hasDefault === (name === 'challengeWith');
}

/** Asks for a recovery code instead if the user has completed all factors. */
function askForAnother(name: Name): Implementation {
  return changeRuntime({
    actions: changeApi(({ authentication }, event) => {
      const { challengeWith, challengeWithAny } = authentication;
      const isDone = (factors: readonly FactorSelector[]) =>
        factors.every((factor) => isOneOf(listCompleted(event), factor));
      const another = { type: 'recovery-code' } as const;
      if (name === 'challengeWith')
        authentication.challengeWith = (factor, options: ChallengeWithOptions = {}) =>
          isDone([factor, ...(options.additionalFactors ?? [])])
            ? challengeWith(another)
            : challengeWith(factor, options);
      else
        authentication.challengeWithAny = (factors) =>
          challengeWithAny(isDone(factors) ? [another] : factors);
    }),
  });
}

/** Offers requested factors that it should leave out. */
function offerAlso(
  name: Name,
  isOffered: (factor: FactorSelector, event: PostChallengeEvent, tenant: Tenant) => boolean,
): Implementation {
  return changeRuntime({
    outcome(transaction, tenant) {
      if (transaction.status !== 'challenged') return transaction;
      const asked = transaction.challenges.find(({ factors }) => isAsked(factors, transaction));
      if (!isAskedBy(name, asked)) return transaction;
      const { event } = transaction;
      const others = asked.factors.filter((factor) => isOffered(factor, event, tenant));
      return { ...transaction, factors: [...transaction.factors, ...others] };
    },
  });
}

/** Whether the factors of a challenge include those that the user is asked for. */
function isAsked(factors: readonly FactorSelector[], { factors: asked }: ChallengedTransaction) {
  return asked.every((factor) =>
    isOneOf(
      factors.map(({ type }) => type),
      factor,
    ),
  );
}

/** Completes the transaction if a challenge has no usable factor. */
function completeUnasked(name: Name): Implementation {
  let last: Name;
  return changeRuntime({
    actions: changeApi(({ authentication }) => {
      const { challengeWith, challengeWithAny } = authentication;
      Object.assign(authentication, {
        challengeWith: (...args: Parameters<typeof challengeWith>) => {
          last = 'challengeWith';
          challengeWith(...args);
        },
        challengeWithAny: (...args: Parameters<typeof challengeWithAny>) => {
          last = 'challengeWithAny';
          challengeWithAny(...args);
        },
      });
    }),
    transaction: (transaction) =>
      transaction.status === 'failed' &&
      transaction.message.startsWith('Cannot challenge') &&
      last === name
        ? { version: transaction.version, status: 'completed' }
        : transaction,
  });
}

function isDisabled(factor: FactorSelector, _: PostChallengeEvent, { factors }: Tenant): boolean {
  return !isOneOf(factors, factor);
}

function isUnenrolled(factor: FactorSelector, { user }: PostChallengeEvent): boolean {
  const enrolled = user.enrolledFactors?.map(({ type }) => type as unknown) ?? [];
  return !isOneOf(enrolled, factor);
}

function isCompleted(factor: FactorSelector, event: PostChallengeEvent): boolean {
  return isOneOf(listCompleted(event), factor);
}

/** Known-bad implementations for the rules about the factors that a challenge leaves out. */
export const leftOutKnownBad = {
  'authentication.challengeWith/all-completed-already': askForAnother('challengeWith'),
  'authentication.challengeWith/does-not-repeat-a-factor': offerAlso('challengeWith', isCompleted),
  'authentication.challengeWith/ignores-a-disabled-factor': offerAlso('challengeWith', isDisabled),
  'authentication.challengeWith/ignores-an-unenrolled-factor': offerAlso(
    'challengeWith',
    isUnenrolled,
  ),
  'authentication.challengeWith/fails-without-a-usable-factor': completeUnasked('challengeWith'),
  'authentication.challengeWithAny/all-completed-already': askForAnother('challengeWithAny'),
  'authentication.challengeWithAny/does-not-repeat-a-factor': offerAlso(
    'challengeWithAny',
    isCompleted,
  ),
  'authentication.challengeWithAny/ignores-a-disabled-factor': offerAlso(
    'challengeWithAny',
    isDisabled,
  ),
  'authentication.challengeWithAny/ignores-an-unenrolled-factor': offerAlso(
    'challengeWithAny',
    isUnenrolled,
  ),
  'authentication.challengeWithAny/fails-without-a-usable-factor':
    completeUnasked('challengeWithAny'),
  'authentication.challengeWithAny/shows-the-only-factor': changeRuntime({
    outcome(transaction) {
      if (transaction.status !== 'challenged' || transaction.factors.length > 1) return transaction;
      const { defaultFactor: _, ...choice } = transaction;
      return transaction.challenges.some(({ hasDefault }) => hasDefault) ? transaction : choice;
    },
  }),
} as const satisfies KnownBadByRule;
