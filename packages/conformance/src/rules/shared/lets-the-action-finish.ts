import { cacheKey, cacheValue } from '../../draw/text.ts';
import { expectValue, getResultType, isAlwaysAllowed } from '../cache/expectations.ts';
import { isObject } from '../../language/json.ts';
import type { Judgement } from '../../language/judgement.ts';
import { combine, violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { awaitTurns, call, oneExecution } from '../scenarios.ts';
import {
  type StepResult,
  filterCalls,
  getPhases,
  getReturned,
  hasThrown,
} from '../step-results.ts';
import type { Step } from '../../language/scenario.ts';
import type { MethodName } from '@post-challenge/spec';
import fc, { type Arbitrary } from 'fast-check';

/**
 * The property that a call lets the action finish: the same calls before and after it return the same kind of result, and a value
 * that is stored after it is the one that is found.
 */
export function createFinishProperty(step: Arbitrary<Step>): Property {
  return property({
    given: {
      step,
      key: cacheKey,
      value: cacheValue,
      turn: fc.integer({ min: 0, max: 2 }),
      look: fc.constantFrom<'results' | 'effects'>('results', 'effects'),
    },
    scenario: ({ step, key, value, turn, look }) => {
      const set = (suffix = '') => call('cache.set', key, `${value}${suffix}`);
      const get = call('cache.get', key);
      const encode = call('redirect.encodeToken', { secret: 'a'.repeat(32), payload: {} });
      const middle = [step, ...awaitTurns(turn)];
      return oneExecution(
        look === 'results'
          ? [set(), encode, ...middle, set(), encode]
          : [set('-1'), set('-2'), get, ...middle, set('-3'), get],
      );
    },
    judge: judgeSteps((steps, _, trace) => {
      const at = { transaction: 0, phase: 0, execution: 0 };
      if (getPhases(trace)[0]?.executions[0]?.unfinished)
        return { at, expected: 'must end before the host reports an outcome' };
      const results = steps.filter(({ step }) => 'call' in step);
      const number = results.findIndex((result) => !isControl(result));
      const called = results[number];
      if (!called) return 'vacuous';
      if (hasThrown(called)) return violation(called, 'no error, so that the action goes on');
      const [before, after] = [results.slice(0, number), results.slice(number + 1)];
      const judgement = combine([judgeResults(before, after, called), judgeEffects(before, after)]);
      const works = filterCalls(results, 'cache.set').some((set) => !hasThrown(set));
      return judgement === 'held' && !works ? 'vacuous' : judgement;
    }),
  });
}

/** Whether a call is one of those before and after the call that the property judges. */
function isControl({ step }: StepResult): boolean {
  return 'call' in step && /^cache\.|encodeToken$/.test(step.call);
}

/** Judges that each call returns the same kind of result as the same call before. */
function judgeResults(
  before: readonly StepResult[],
  after: readonly StepResult[],
  called: StepResult,
): Judgement {
  const place = (called.at.step ?? 0) + 1;
  return combine(
    after.map((later) => {
      const earlier = before.find((other) => getMethod(other) === getMethod(later));
      if (!earlier || getMethod(later) === 'cache.get') return 'vacuous';
      if (isAlwaysAllowed(earlier) || isAlwaysAllowed(later)) return 'vacuous';
      return describeResult(later) === describeResult(earlier)
        ? 'held'
        : violation(later, `${describeResult(earlier)}, as before step ${place}`);
    }),
  );
}

/** Judges that a value that is stored after the call replaces the one before, if that is so before the call. A record may be absent. */
function judgeEffects(before: readonly StepResult[], after: readonly StepResult[]): Judgement {
  const [, control, controlFound] = before;
  const [written, found] = after;
  if (!control || !written || !found || getMethod(found) !== 'cache.get') return 'vacuous';
  const replaces = expectValue(controlFound, String(control.args[1]));
  if (replaces !== 'held' || getResultType(written) !== 'success') return 'vacuous';
  return expectValue(found, String(written.args[1]));
}

function getMethod({ step }: StepResult): MethodName | undefined {
  return 'call' in step ? step.call : undefined;
}

function describeResult(result: StepResult | undefined): string {
  if (hasThrown(result)) return 'an error';
  const returned = getReturned(result);
  if (!isObject(returned)) return returned === undefined ? 'nothing' : `a ${typeof returned}`;
  if ('$undefined' in returned) return 'undefined';
  return typeof returned['type'] === 'string' ? `{ type: "${returned['type']}", … }` : 'an object';
}
