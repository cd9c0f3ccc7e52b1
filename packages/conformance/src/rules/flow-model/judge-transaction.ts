import { DEFAULT_EDITION, type Edition, listRuleIds } from '@post-challenge/spec';
import { isSameFactorType } from '../../draw/factors.ts';
import { type Json, isObject } from '../../language/json.ts';
import type { Judgement } from '../../language/judgement.ts';
import type {
  ActionScript,
  ReturnsStep,
  Scenario,
  TransactionScript,
  UserStep,
} from '../../language/scenario.ts';
import type { Phase, Trace } from '../../language/trace.ts';
import { mayAccompany } from '../shared/challenge-factors.ts';
import { getPhases } from '../step-results.ts';
import { type StoredValues, collectStoredValues, judgeCalls } from './judge-calls.ts';
import { judgeAnswers, judgeEvent, judgeReturnedQuery } from './judge-events.ts';
import {
  type Cause,
  findForeignExecution,
  findRepeatedChallenge,
  judgeExecutions,
} from './judge-executions.ts';
import { judgeOutcome, readState } from './judge-outcome.ts';
import { judgeRefusal, judgeUsedState } from './judge-refusals.ts';
import type { ModelViolation } from './prohibitions.ts';
import {
  type Progress,
  completeChallenge,
  continueAction,
  listRequestedFactors,
  startTransaction,
} from './transaction-model.ts';

/** Judges all transactions of a scenario by the model of the flow. */
export function judgeByModel(scenario: Scenario, trace: Trace): Judgement {
  const { edition = DEFAULT_EDITION } = scenario;
  const stored = collectStoredValues(scenario, trace);
  for (const [transaction, script] of scenario.transactions.entries()) {
    const judge = new TransactionJudge(script, transaction, stored, scenario);
    for (const phase of getPhases(trace, transaction)) {
      const violation = judge.judgePhase(phase);
      if (violation) return nameRules(violation, edition);
    }
  }
  return 'held';
}

/** Names only those rules of a prohibition that belong to the edition. */
function nameRules(violation: ModelViolation, edition: Edition): ModelViolation {
  const ids = listRuleIds(edition);
  const { forbiddenBy = [] } = violation;
  return { ...violation, forbiddenBy: forbiddenBy.filter((id) => ids.includes(id)) };
}

/**
 * How a step of the user relates to the pause of the transaction. A step is `used` if it is a return to an earlier redirect while a
 * challenge waits: that a state is used only once is a SHOULD.
 */
type Answer = 'right' | 'wrong' | 'used' | 'unknown';

/** Forgets how far a transaction has come. */
function forget(progress: Progress): Progress {
  return { ...progress, position: { status: 'unknown' } };
}

/** Returns the id of the form that an action renders. */
function getFormId(action: ActionScript | undefined): Json | undefined {
  const step = action?.execute.find((one) => 'call' in one && one.call === 'prompt.render');
  return step && 'call' in step ? step.args[0] : undefined;
}

/** Judges the phases of one transaction, one after another. */
class TransactionJudge {
  readonly #script: TransactionScript;
  readonly #transaction: number;
  readonly #stored: StoredValues;
  readonly #scenario: Scenario;
  readonly #edition: Edition;
  #progress: Progress | undefined;
  #phase = -1;
  /** The state of the last redirect. */
  #state: string | undefined;
  /** Whether the user has answered wrongly. The host may then have ended the transaction. */
  #isDoubtful = false;

  constructor(
    script: TransactionScript,
    transaction: number,
    stored: StoredValues,
    scenario: Scenario,
  ) {
    this.#script = script;
    this.#scenario = scenario;
    this.#transaction = transaction;
    this.#stored = stored;
    this.#edition = scenario.edition ?? DEFAULT_EDITION;
  }

  judgePhase(phase: Phase): ModelViolation | undefined {
    this.#phase += 1;
    const at = { transaction: this.#transaction, phase: this.#phase };
    const violation = findForeignExecution(phase, at) ?? this.#judgeOwn(phase);
    this.#state = readState(phase.outcome) ?? this.#state;
    return violation;
  }

  #judgeOwn(phase: Phase): ModelViolation | undefined {
    const { actions } = this.#script;
    const { input } = phase;
    const progress = this.#progress;
    if (!progress || !input)
      return this.#judgeProgress(phase, startTransaction(actions, this.#edition), 'start');
    // That a completed transaction cannot be resumed is only a SHOULD.
    if (['completed', 'unknown'].includes(progress.position.status)) return undefined;
    const answer = this.#classify(input, progress);
    if (answer === 'right' && 'completes' in input)
      return this.#judgeAnswer(
        phase,
        completeChallenge(actions, progress, input.completes),
        'completes',
      );
    if (answer === 'right')
      return this.#judgeAnswer(
        phase,
        continueAction(actions, progress),
        'submits' in input ? 'submits' : 'returns',
      );
    if (answer === 'unknown') {
      this.#progress = forget(progress);
      return undefined;
    }
    this.#isDoubtful ||= !('wait' in input);
    const at = { transaction: this.#transaction, phase: this.#phase };
    if (answer === 'wrong') return judgeRefusal(phase, input, progress.position, at);
    if (phase.executions.length > 0) this.#progress = forget(progress);
    return judgeUsedState(phase, progress.position, at);
  }

  /** Tells whether a step of the user answers the pause of the transaction. */
  #classify(input: UserStep, { position }: Progress): Answer {
    if ('wait' in input || !('call' in position)) return 'wrong';
    // No source says how other steps than the submission end a form.
    if ('submits' in input || position.status === 'rendered')
      return this.#classifyAtForm(input, position.status);
    if ('completes' in input) {
      if (position.status !== 'challenged') return 'wrong';
      const requested = listRequestedFactors(position.call);
      if (requested.some((factor) => isSameFactorType(factor, input.completes))) return 'right';
      return requested.some((factor) => mayAccompany(input.completes, factor))
        ? 'unknown'
        : 'wrong';
    }
    if (position.status === 'denied') return 'wrong';
    if (position.status === 'challenged') return this.#hasState(input, 'some') ? 'used' : 'wrong';
    if (this.#state === undefined) return 'unknown';
    if (this.#hasState(input, 'every')) return 'right';
    return this.#hasState(input, 'some') ? 'unknown' : 'wrong';
  }

  #classifyAtForm(input: UserStep, status: string): Answer {
    if (status === 'denied') return 'wrong';
    return 'submits' in input && status === 'rendered' ? 'right' : 'unknown';
  }

  /** Whether the parameters `state` of a return are the state of the last redirect. A POST has two, one in the query and one in the body. */
  #hasState({ returns: { method, query, body } }: ReturnsStep, test: 'some' | 'every'): boolean {
    const states = [query, ...(method === 'POST' ? [body] : [])]
      .map((part) => (isObject(part) ? part['state'] : undefined))
      .map((state) => (test === 'some' && Array.isArray(state) ? (state as Json[]) : [state]));
    return states[test]((values) => values.includes(this.#state));
  }

  /** Judges a right answer. After a wrong one, the host may ignore it. */
  #judgeAnswer(phase: Phase, progress: Progress, cause: Cause): ModelViolation | undefined {
    const { executions, outcome } = phase;
    const isIgnored =
      this.#isDoubtful &&
      executions.length === 0 &&
      outcome?.status !== 'completed' &&
      (progress.runs.length > 0 || outcome?.status !== progress.position.status);
    return isIgnored ? undefined : this.#judgeProgress(phase, progress, cause);
  }

  /** Judges all that a phase shows, and goes on from there. */
  #judgeProgress(phase: Phase, progress: Progress, cause: Cause): ModelViolation | undefined {
    this.#progress = progress;
    const at = { transaction: this.#transaction, phase: this.#phase };
    return (
      findRepeatedChallenge(phase, progress, at) ??
      judgeExecutions(phase, progress, at, cause) ??
      this.#judgeHandlers(phase, progress, cause) ??
      (phase.outcome && judgeOutcome(phase.outcome, progress, at, this.#phase > 0, this.#scenario))
    );
  }

  #judgeHandlers(phase: Phase, { runs }: Progress, cause: Cause): ModelViolation | undefined {
    const { event, actions } = this.#script;
    const others = this.#scenario.transactions
      .filter((_, number) => number !== this.#transaction)
      .map((other) => other.event);
    for (const [execution, { action, handler }] of runs.entries()) {
      const executed = phase.executions[execution];
      if (!executed) return undefined;
      const at = { transaction: this.#transaction, phase: this.#phase, execution };
      const isFirst = cause === 'start' && execution === 0;
      const violation =
        judgeEvent(event, executed, at, { isFirst, others }) ??
        judgeReturnedQuery(phase.input, event, executed, at) ??
        judgeAnswers(phase.input, getFormId(actions[action]), event, executed, at) ??
        judgeCalls(actions[action]?.[handler] ?? [], executed, this.#stored, at);
      if (violation) return violation;
    }
    return undefined;
  }
}
