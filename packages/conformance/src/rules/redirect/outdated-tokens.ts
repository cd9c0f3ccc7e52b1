import fc from 'fast-check';
import { word } from '../../draw/text.ts';
import { type Json, isObject, isSameJson } from '../../language/json.ts';
import type { Scenario, TokenRecipe } from '../../language/scenario.ts';
import type { Trace } from '../../language/trace.ts';
import { combine, violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { wait } from '../scenarios.ts';
import { type StepResult, filterCalls, getPhases } from '../step-results.ts';
import { packExamples, sendTokens } from './refused-tokens.ts';

import {
  type DrawnToken,
  HOUR,
  METHOD,
  MINUTE,
  createControlToken,
  createTokenParameter,
  findRecipe,
  findReturn,
  getParameter,
  getSentClaims,
  isAccepted,
  ordinaryToken,
  sendInBoth,
  setClaims,
  token,
  validate,
} from './returned-token.ts';

const REFUSAL = 'an error, or a result without the claims of the token';

type ChangeState = (own: Json) => Json;

/** Alters a state; that of a host is known only while the scenario runs. */
function alterState(
  altered: 'cut' | 'case' | 'extended',
  change: (own: string) => string,
): ChangeState {
  return (own) => (isObject(own) ? { ...own, altered } : change(String(own)));
}

/** States that differ from that of the return. */
const otherStates: readonly ChangeState[] = [
  () => '',
  () => 'another-state',
  alterState('cut', (own) => own.slice(0, -1)),
  alterState('extended', (own) => `${own}x`),
  alterState('case', (own) => own.toUpperCase()),
  (own) => [own],
  (own) => [own, 'another-state'],
  (own) => ({ '0': own }),
  () => null,
  () => true,
  () => 0,
  () => [],
  () => ({}),
  () => '*',
  () => 'undefined',
  () => 'null',
];

/** The state of another transaction, in which another user is away. */
const stateOfAnother: ChangeState = (own) =>
  isObject(own) ? { ...own, transaction: 0 } : 'state-of-another-transaction';

/** Checks whether a token has the state of the return: it is valid, or the host gives two transactions the same state. */
function hasStateOfReturn({ claims }: TokenRecipe, scenario: Scenario, trace: Trace): boolean {
  const { state = null } = claims;
  if (isSameJson(state, findReturn(scenario).query['state'])) return true;
  if (!isObject(state) || state['transaction'] === undefined) return false;
  const urls = getPhases(trace).map(({ outcome }) =>
    outcome?.status === 'redirected' ? outcome.url : '',
  );
  const url = urls.find((one) => URL.canParse(one));
  const other = url === undefined ? undefined : new URL(url).searchParams.get('state');
  return other === getSentClaims(scenario, trace)['state'];
}

/** A scenario in which the user returns with the token of an earlier transaction, which was accepted there. */
function reuseToken(drawn: DrawnToken, onHost: boolean): Scenario {
  const control = createControlToken(drawn, onHost);
  const { state = '' } = control.claims;
  const reused = isObject(state)
    ? setClaims(control, { state: { ...state, transaction: 0 } })
    : control;
  const first = sendInBoth(drawn, onHost, createTokenParameter(control));
  const second = sendInBoth(drawn, onHost, createTokenParameter(reused), {
    state: 'state-of-another-transaction',
  });
  return { ...first, transactions: [...first.transactions, ...second.transactions] };
}

/** Times that have passed, for a time in seconds. */
const passedTimes: readonly ((seconds: number) => number)[] = [
  (seconds) => seconds - HOUR - 1,
  (seconds) => seconds - HOUR - 1.5,
  (seconds) => seconds - 24 * HOUR,
  (seconds) => seconds - 100_000 * HOUR,
  () => 1,
  () => 0,
];

/** When the token expires. */
type Expiry = 'before the transaction' | 'while the user is away' | 'after it was validated';

/** Checks whether the token that a call reads expired more than an hour before the call. */
function isExpired(called: StepResult, scenario: Scenario): boolean {
  const exp = findRecipe(scenario, getParameter(called))?.claims['exp'];
  return typeof exp === 'number' && called.time / 1000 - exp > HOUR;
}

/** The properties of `api.redirect.validateToken` about tokens of another time or another transaction. */
export const outdatedTokenProperties = {
  'redirect.validateToken/refuses-an-expired-token': property({
    given: {
      ...token,
      passed: fc.oneof(
        { withCrossShrink: true },
        fc.constantFrom(...passedTimes),
        fc
          .integer({ min: HOUR + 1, max: 1000 * HOUR })
          .map((ago) => (seconds: number) => seconds - ago),
      ),
      afterValid: fc.boolean(),
      expires: fc.constantFrom<Expiry>(
        'before the transaction',
        'before the transaction',
        'while the user is away',
        'after it was validated',
      ),
    },
    examples: [
      ...passedTimes.map((passed) => ({ passed, expires: 'before the transaction' as const })),
      ...(['while the user is away', 'after it was validated'] as const).flatMap((expires) =>
        [MINUTE, 15 * MINUTE].map((left) => ({ left, passed: () => 0, expires })),
      ),
    ].map((example, number) => ({ ...ordinaryToken, afterValid: number % 2 === 1, ...example })),
    scenario: ({ passed, afterValid, expires, ...drawn }, onHost) => {
      const { now, age, secret } = drawn;
      if (expires === 'before the transaction') {
        const control = createControlToken(drawn, onHost);
        const exp = passed(Math.floor(now / 1000));
        const expired = setClaims(control, { iat: exp - MINUTE - age, exp });
        return sendTokens(drawn, onHost, {
          control: afterValid ? control : undefined,
          wrong: [expired],
        });
      }
      const left = Math.min(drawn.left, 15 * MINUTE);
      const parameters = createTokenParameter(createControlToken({ ...drawn, left }, onHost));
      const duration = (left + HOUR + 1) * 1000;
      return expires === 'while the user is away' && onHost
        ? sendInBoth(drawn, onHost, parameters, { away: duration })
        : sendInBoth(drawn, onHost, parameters, { before: [validate(secret), wait(duration)] });
    },
    judge: judgeSteps((results, scenario) =>
      combine(
        filterCalls(results, METHOD).map((called) => {
          if (!isExpired(called, scenario)) return 'vacuous';
          return isAccepted(called, scenario) ? violation(called, REFUSAL) : 'held';
        }),
      ),
    ),
    judgesAnyPart: true,
  }),
  'redirect.validateToken/refuses-another-state': property({
    given: {
      ...token,
      changes: fc
        .oneof(
          { withCrossShrink: true },
          fc.constantFrom(...otherStates, stateOfAnother),
          word(1, 40).map((state) => () => state),
        )
        .map((change): readonly ChangeState[] => [change]),
      afterValid: fc.boolean(),
      // Whether the token is one that was accepted in an earlier transaction.
      reused: fc.constantFrom(false, false, false, true),
    },
    examples: [
      ...[...packExamples(otherStates), ...packExamples([stateOfAnother])].map(
        ({ afterValid, items }) => ({ afterValid, changes: items, reused: false }),
      ),
      { afterValid: false, changes: [], reused: true },
    ].map((example) => ({ ...ordinaryToken, ...example })),
    scenario: ({ changes, afterValid, reused, ...drawn }, onHost) => {
      if (reused) return reuseToken(drawn, onHost);
      const control = createControlToken(drawn, onHost);
      const { state = '' } = control.claims;
      return sendTokens(drawn, onHost, {
        control: afterValid ? control : undefined,
        wrong: changes.map((change) => setClaims(control, { state: change(state) })),
        besideAnother: true,
      });
    },
    judge: judgeSteps((results, scenario, trace) =>
      combine(
        filterCalls(results, METHOD).map((called) => {
          const isLast = called.at.transaction === scenario.transactions.length - 1;
          const recipe = findRecipe(scenario, getParameter(called));
          if (!isLast || !recipe || hasStateOfReturn(recipe, scenario, trace)) return 'vacuous';
          return isAccepted(called, scenario) ? violation(called, REFUSAL) : 'held';
        }),
      ),
    ),
    judgesAnyPart: true,
  }),
} satisfies Record<string, Property>;
