import type { FactorSelector, Outcome } from '@post-challenge/spec';
import { isSameFactorType } from '../../draw/factors.ts';
import { formatValue } from '../../language/format-value.ts';
import { type Json, isSameJson } from '../../language/json.ts';
import type { TraceLocation } from '../../language/judgement.ts';
import type { CallStep, Scenario } from '../../language/scenario.ts';
import { buildRequestedUrl, isSameDestination, isSetByAnother } from '../shared/url-methods.ts';
import { mayAccompany, pickKnownOption } from '../shared/challenge-factors.ts';
import { type ModelViolation, forbid } from './prohibitions.ts';
import { type Progress, listRequestedFactors } from './transaction-model.ts';

/** A place in one transaction. */
type TransactionLocation = TraceLocation & { readonly transaction: number };

/** Expects the outcome that the progress of the transaction requires. */
export function judgeOutcome(
  outcome: Outcome,
  progress: Progress,
  at: TransactionLocation,
  hasPaused: boolean,
  scenario: Scenario,
): ModelViolation | undefined {
  const { position } = progress;
  if (position.status === 'denied') return judgeDenial(outcome, position.call, at);
  if (position.status === 'challenged') return judgeChallenge(outcome, position.call, at);
  if (position.status === 'redirected') return judgeRedirect(outcome, position.call, at);
  if (position.status === 'rendered') return judgeForm(outcome, position.call, at);
  return position.status === 'completed'
    ? judgeCompletion(outcome, progress, at, hasPaused, scenario)
    : undefined;
}

function judgeDenial(
  outcome: Outcome,
  { args: [reason] }: CallStep,
  at: TraceLocation,
): ModelViolation | undefined {
  const expected = `{ status: "denied", reason: ${formatValue(reason)} }`;
  if (outcome.status !== 'denied')
    return forbid(
      'A transaction in which an action calls access.deny is not denied.',
      at,
      expected,
    );
  return outcome.reason === undefined || outcome.reason === reason
    ? undefined
    : forbid('A denial has another reason.', at, expected);
}

function judgeChallenge(
  outcome: Outcome,
  call: CallStep,
  at: TraceLocation,
): ModelViolation | undefined {
  const requested = listRequestedFactors(call);
  const [first = { type: 'otp' }] = requested;
  const hasDefault = call.call === 'authentication.challengeWith';
  const list = requested.map(({ type }) => `{ type: "${type}" }`).join(', ');
  const isOffered = (factor: FactorSelector) =>
    outcome.status === 'challenged' &&
    outcome.factors.some((other) => isSameFactorType(other, factor));
  if (
    outcome.status !== 'challenged' ||
    !requested.every(isOffered) ||
    (hasDefault && !(outcome.defaultFactor && isSameFactorType(outcome.defaultFactor, first)))
  ) {
    const member = hasDefault ? `defaultFactor: { type: "${first.type}" }, ` : '';
    return forbid(
      'A challenge does not offer every requested factor, or has another default factor.',
      at,
      `{ status: "challenged", ${member}factors: [${list}] }`,
    );
  }
  const surplus = outcome.factors.find(
    (factor) =>
      hasDefault &&
      requested.length === 1 &&
      !isSameFactorType(factor, first) &&
      !mayAccompany(factor, first),
  );
  if (surplus)
    return forbid(
      'A challenge without options offers a factor that nobody requested.',
      at,
      `no other factor than { type: "${first.type}" }`,
    );
  const changed = outcome.factors.find((factor) =>
    requested.some(
      (other) =>
        isSameFactorType(factor, other) &&
        pickKnownOption(other) !== null &&
        !isSameJson(pickKnownOption(other), pickKnownOption(factor)),
    ),
  );
  return (
    changed &&
    forbid(
      'A challenge changes `preferredMethod` or `otpFallback` of a factor.',
      at,
      `the options of ${requested.map((factor) => formatValue(factor as unknown as Json)).join(', ')}`,
      formatValue(changed as unknown as Json),
    )
  );
}

function judgeForm(
  outcome: Outcome,
  { args: [id = null] }: CallStep,
  at: TraceLocation,
): ModelViolation | undefined {
  if (outcome.status === 'rendered' && outcome.promptId === id) return undefined;
  const expected = `{ status: "rendered", promptId: ${formatValue(id)} }`;
  return forbid('The user does not see the form of the action.', at, expected);
}

function judgeRedirect(
  outcome: Outcome,
  call: CallStep,
  at: TraceLocation,
): ModelViolation | undefined {
  const asked = buildRequestedUrl(call);
  if (outcome.status !== 'redirected' || !isSameDestination(asked, outcome.url))
    return forbid(
      'The user is not sent to the URL of the redirect, with its parameters.',
      at,
      `{ status: "redirected", url: ${formatValue(asked.href)} } with a parameter state`,
    );
  return readState(outcome)
    ? undefined
    : forbid(
        'The URL of the redirect has no state.',
        at,
        '{ status: "redirected", url } with a parameter state',
      );
}

function judgeCompletion(
  outcome: Outcome,
  { resultUrl }: Progress,
  at: TransactionLocation,
  hasPaused: boolean,
  scenario: Scenario,
): ModelViolation | undefined {
  const asked = resultUrl && buildRequestedUrl(resultUrl);
  const expected = asked
    ? `{ status: "completed", resultUrl: ${formatValue(asked.href)} }`
    : '{ status: "completed" }';
  if (outcome.status !== 'completed')
    return forbid(
      hasPaused
        ? 'A transaction does not complete after its last pause, although no action denied it.'
        : 'A transaction without a pause does not complete, although no action denied it.',
      at,
      expected,
    );
  if (asked)
    return isSameDestination(asked, outcome.resultUrl)
      ? undefined
      : forbid('A completed transaction loses or changes its result URL.', at, expected);
  return isSetByAnother(outcome.resultUrl, scenario, at.transaction)
    ? forbid(
        'A completed transaction has the result URL of another transaction.',
        at,
        `another result URL than ${formatValue(outcome.resultUrl)}, or none`,
      )
    : undefined;
}

/** Reads the state of the URL to which the user is redirected. */
export function readState(outcome: Outcome | undefined): string | undefined {
  if (outcome?.status !== 'redirected' || !URL.canParse(outcome.url)) return undefined;
  return new URL(outcome.url).searchParams.get('state') ?? undefined;
}
