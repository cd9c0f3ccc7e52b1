import type { MethodName } from '@post-challenge/spec';
import fc, { type Arbitrary } from 'fast-check';
import { payload } from '../../draw/json-values.ts';
import { secret } from '../../draw/secrets.ts';
import { cacheKey, cacheValue } from '../../draw/text.ts';
import type { JsonObject } from '../../language/json.ts';
import type { Judgement } from '../../language/judgement.ts';
import type { Scenario, Step } from '../../language/scenario.ts';
import { violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Property, property } from '../property.ts';
import {
  createControlToken,
  createTokenParameter,
  ordinaryToken,
  validate,
} from '../redirect/returned-token.ts';
import {
  type Placement,
  call,
  createPlacedScenario,
  oneExecution,
  awaitTurns,
  placement,
} from '../scenarios.ts';
import { type StepResult, getPhases, hasThrown } from '../step-results.ts';
import { judgeLaterCalls } from './later-calls.ts';

/** The calls around the call that the property is about. */
interface Surroundings {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

/** What an action does around the call: it stores, deletes, creates a token, validates tokens or sets a result URL. */
type Look = 'results' | 'effects' | 'deletion' | 'token' | 'validation' | 'url';

interface Drawn {
  readonly key: string;
  readonly value: string;
  readonly secret: string;
  readonly payload: JsonObject;
  readonly lifetime: number;
  readonly look: Look;
}

const LATER_TOKEN = 'later_token';

/** Two tokens, because an implementation may accept each of them once. */
const returnedTokens: JsonObject = {
  ...createTokenParameter(createControlToken(ordinaryToken, true)),
  ...createTokenParameter(
    createControlToken({ ...ordinaryToken, payload: { later: true } }, true),
    LATER_TOKEN,
  ),
};

/**
 * The property that a call lets the action finish: the same calls before and after it return the same kind of result and have the
 * same effect, in any handler.
 */
export function createFinishProperty(step: Arbitrary<Step>): Property {
  return property<Drawn & { step: Step; turn: number; placement: Placement }>({
    given: {
      step,
      key: cacheKey,
      value: cacheValue,
      secret,
      payload,
      lifetime: fc.constantFrom(60, 900, 3600),
      turn: fc.integer({ min: 0, max: 2 }),
      look: fc.constantFrom<Look>('results', 'effects', 'deletion', 'token', 'validation', 'url'),
      placement,
    },
    scenario({ step, turn, placement, ...drawn }, onHost) {
      const { before, after } = createSurroundings(drawn, step);
      const steps = [...before, step, ...awaitTurns(turn), ...after];
      return onHost ? placeInHandler(steps, step, drawn.look, placement) : oneExecution(steps);
    },
    judge: judgeSteps(async (results, _, trace) => {
      for (const [phase, { executions }] of getPhases(trace).entries()) {
        const execution = executions.findIndex(({ unfinished }) => unfinished);
        const at = { transaction: 0, phase, execution };
        if (execution >= 0) return { at, expected: 'must end before the host reports an outcome' };
      }
      return judgeHandler(findHandler(results));
    }),
  });
}

function createSurroundings(
  { key, value, secret, payload, lifetime, look }: Drawn,
  step: Step,
): Surroundings {
  const set = (suffix = '') => call('cache.set', key, `${value}${suffix}`, { ttl: 60_000 });
  const get = call('cache.get', key);
  const remove = call('cache.delete', key);
  const encode = call('redirect.encodeToken', { secret, payload, expiresInSeconds: lifetime });
  const surroundings: Record<Look, Surroundings> = {
    results: { before: [set(), encode], after: [set(), encode] },
    effects: { before: [set('-1'), set('-2'), get], after: [get, set('-3'), get] },
    deletion: { before: [set('-1'), remove, get, set('-2')], after: [remove, get] },
    token: { before: [encode], after: [encode] },
    validation: {
      before: [validate(ordinaryToken.secret)],
      after: [validate(ordinaryToken.secret, LATER_TOKEN)],
    },
    // A second result URL is another rule.
    url: {
      before: [],
      after: isCall(step, 'transaction.setResultUrl')
        ? []
        : [call('transaction.setResultUrl', 'https://app.example.com/', { query: { a: 'b' } })],
    },
  };
  return surroundings[look];
}

/** Puts the steps into any handler. A transaction redirects the user once, and only a continue handler has tokens to validate. */
function placeInHandler(
  steps: readonly Step[],
  step: Step,
  look: Look,
  placement: Placement,
): Scenario {
  // An action redirects or renders once, and the other handler has the tokens.
  const redirects = isCall(step, 'redirect.sendUserTo') || isCall(step, 'prompt.render');
  const inContinue = !redirects && (placement.inContinue || look === 'validation');
  const pause = redirects && placement.pause === 'redirect' ? 'none' : placement.pause;
  const query = look === 'validation' ? returnedTokens : {};
  return createPlacedScenario(
    { ...placement, after: Math.min(1, placement.after), inContinue, pause, query },
    steps,
  );
}

function isCall(step: Step, method: MethodName): boolean {
  return 'call' in step && step.call === method;
}

/** Finds the calls of the handler that the property is about: the other handlers only pause. */
function findHandler(results: readonly StepResult[]): StepResult[] {
  const calls = results.filter(({ step }) => 'call' in step);
  const first = calls.find((result) => isControl(result) || isCall(result.step, RESULT_URL));
  return calls.filter(
    ({ at }) => at.phase === first?.at.phase && at.execution === first?.at.execution,
  );
}

const RESULT_URL = 'transaction.setResultUrl';

/** Whether a call is one of those before and after the call that the property judges. */
function isControl({ step }: StepResult): boolean {
  return 'call' in step && /^cache\.|Token$/.test(step.call);
}

async function judgeHandler(results: readonly StepResult[]): Promise<Judgement> {
  const number = results.findIndex((result) => !isControl(result));
  const called = results[number];
  if (!called) return 'vacuous';
  if (hasThrown(called)) return violation(called, 'no error, so that the action goes on');
  const [before, after] = [results.slice(0, number), results.slice(number + 1)];
  const judgement = await judgeLaterCalls(before, after, called);
  const works = results.some((result) => result !== called && !hasThrown(result));
  return judgement === 'held' && !works ? 'vacuous' : judgement;
}
