import { type Edition, type FactorSelector, factorTypes } from '@post-challenge/spec';
import { getFactorType, isSameFactorType } from '../../draw/factors.ts';
import { createReturn } from '../../draw/returns.ts';
import type { ActionScript, Step, TransactionScript, UserStep } from '../../language/scenario.ts';
import { call, completeFactor, isContinued, submitForm, transaction } from '../scenarios.ts';
import { mayAccompany } from '../shared/challenge-factors.ts';
import type { Part, TransactionPlan, UserPlan } from './draw-plan.ts';
import {
  type Progress,
  completeChallenge,
  continueAction,
  listRequestedFactors,
  startTransaction,
} from './transaction-model.ts';

/** How many challenges a transaction may ask for. */
const MAX_CHALLENGES = 4;

/** How many steps the user takes after the end. */
const MAX_LATE_STEPS = 2;

/** Creates a transaction that every implementation can carry out, with the parts of the plan that may stand together. */
export function createTransaction(
  plan: TransactionPlan,
  other: number,
  edition: Edition,
): TransactionScript {
  const actions = new ActionWriter(plan).write();
  const user = createUserSteps(startTransaction(actions, edition), actions, plan.user, other);
  return transaction(actions, user, plan.event);
}

/** Writes the actions of a plan. It leaves out the parts whose effect the contract leaves open. */
class ActionWriter {
  readonly #plan: TransactionPlan;
  /** The types of all factors that the user may have completed. */
  readonly #requested = new Set<string>();
  readonly #otpFallback: boolean;
  #challenges = 0;
  #hasRedirect = false;
  readonly #forms = new Set<string>();
  #hasResultUrl = false;

  constructor(plan: TransactionPlan) {
    this.#plan = plan;
    const parts = plan.actions.flatMap(({ execute, continue: later = [] }) => [
      ...execute,
      ...later,
    ]);
    // Beside a push notification that may fall back to it, a one-time code counts or does not.
    this.#otpFallback = !parts.some((one) => listFactors(one).some(({ type }) => type === 'otp'));
  }

  write(): ActionScript[] {
    return this.#plan.actions.map(({ execute, continue: later }) => {
      const steps = this.#writeHandler(execute, true);
      const canContinue = steps.some((step) => 'call' in step && isContinued(step.call));
      if (canContinue) return { execute: steps, continue: this.#writeHandler(later ?? [], false) };
      // A handler that nobody may execute.
      return later
        ? { execute: steps, continue: [call('access.deny', 'never')] }
        : { execute: steps };
    });
  }

  #writeHandler(parts: readonly Part[], mayPause: boolean): Step[] {
    const steps: Step[] = [];
    let isDecided = false;
    for (const part of parts) {
      if (part.part === 'throw') return [...steps, part.step];
      const decides = !['steps', 'result'].includes(part.part);
      if (decides && isDecided) continue;
      const written = this.#writePart(part, mayPause);
      steps.push(...written);
      isDecided ||= decides && written.length > 0;
    }
    return steps;
  }

  #writePart(part: Part, mayPause: boolean): readonly Step[] {
    if (part.part === 'steps') return part.steps;
    if (part.part === 'challenge' || part.part === 'choice') return this.#writeChallenge(part);
    if (part.part === 'redirect') {
      if (this.#hasRedirect || !mayPause) return [];
      this.#hasRedirect = true;
    }
    if (part.part === 'form') {
      const id = 'call' in part.step ? String(part.step.args[0]) : '';
      if (this.#forms.has(id) || !mayPause) return [];
      this.#forms.add(id);
    }
    if (part.part === 'result') {
      if (this.#hasResultUrl) return [];
      this.#hasResultUrl = true;
    }
    return [part.step];
  }

  #writeChallenge(part: Part): Step[] {
    if (this.#challenges === MAX_CHALLENGES) return [];
    this.#challenges += 1;
    const [first, ...others] = listFactors(part).map((factor) => this.#settleFallback(factor));
    if (!first) return [];
    // No source says whether an additional factor that was completed earlier satisfies the challenge.
    const additionalFactors = others.filter(
      (factor) => !isSameFactorType(factor, first) && !this.#requested.has(getFactorType(factor)),
    );
    const list = part.part === 'choice' ? [first, ...others] : [first, ...additionalFactors];
    for (const factor of list) this.#requested.add(getFactorType(factor));
    if (part.part === 'choice') return [call('authentication.challengeWithAny', list)];
    const options = additionalFactors.length > 0 ? { additionalFactors } : undefined;
    return [call('authentication.challengeWith', first, options)];
  }

  #settleFallback(factor: FactorSelector): FactorSelector {
    const isPush = getFactorType(factor) === 'push-notification';
    return isPush && !this.#otpFallback
      ? ({ ...factor, options: { ...factor.options, otpFallback: false } } as FactorSelector)
      : factor;
  }
}

function listFactors(part: Part): FactorSelector[] {
  if (part.part === 'challenge') return [part.first, ...part.more];
  return part.part === 'choice' ? part.list : [];
}

/** Creates the steps of the user, who follows the transaction through its pauses. */
function createUserSteps(
  start: Progress,
  actions: readonly ActionScript[],
  plans: readonly UserPlan[],
  other: number,
): UserStep[] {
  let progress = start;
  let late = 0;
  return plans.flatMap((plan) => {
    if (!['challenged', 'redirected', 'rendered'].includes(progress.position.status)) late += 1;
    if (late > MAX_LATE_STEPS) return [];
    if (plan.user === 'wait') return { wait: plan.wait };
    const step = plan.user === 'answer' ? createAnswer(progress, plan) : undefined;
    if (!step) return createOtherStep(progress, plan, other);
    progress =
      'completes' in step
        ? completeChallenge(actions, progress, step.completes)
        : continueAction(actions, progress);
    return step;
  });
}

type Answer = Extract<UserPlan, { user: 'answer' }>;

/** Creates the right answer; undefined if the transaction does not wait. */
function createAnswer({ position }: Progress, { pick, request }: Answer) {
  if (position.status === 'redirected') return createReturn({ $state: 0 }, request);
  if (position.status === 'rendered') return submitForm({ answer: `number ${pick}` });
  if (position.status !== 'challenged') return undefined;
  const requested = listRequestedFactors(position.call);
  const factor = requested[pick % requested.length];
  return factor && completeFactor(factor);
}

/** Creates a step that does not answer the pause. No source says how other steps than the submission end a form. */
function createOtherStep(
  { position }: Progress,
  plan: Exclude<UserPlan, { user: 'wait' }>,
  other: number,
): UserStep | [] {
  if (position.status === 'rendered') return [];
  if (plan.user === 'answer' || plan.user === 'factor') {
    const requested = position.status === 'challenged' ? listRequestedFactors(position.call) : [];
    const others = factorTypes
      .map((type) => ({ type }))
      .filter(
        (factor) =>
          !requested.some((one) => isSameFactorType(one, factor) || mayAccompany(factor, one)),
      );
    const factor = others[plan.pick % Math.max(1, others.length)];
    return factor ? completeFactor(factor) : [];
  }
  const { state, request } = plan;
  if (state === 'foreign') return createReturn({ $state: 0, transaction: other }, request);
  if (state !== 'own') return createReturn(state.state, request);
  return position.status === 'redirected'
    ? createReturn(undefined, request)
    : createReturn({ $state: 0 }, request);
}
