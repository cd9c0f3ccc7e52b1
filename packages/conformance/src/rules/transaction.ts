import fc from 'fast-check';
import { pause } from '../draw/times.ts';
import { plainUrl } from '../draw/urls.ts';
import { createPauses, pauses } from './shared/pauses.ts';
import { createUrlProperties, isSameDestination } from './shared/url-methods.ts';
import { createFinishProperty } from './shared/lets-the-action-finish.ts';
import { expectStatus } from './expectations.ts';
import { judgeOutcome } from './judges.ts';
import { type Property, property } from './property.ts';
import {
  awaitTurns,
  call,
  createScenario,
  noopAction,
  oneExecution,
  transaction,
  wait,
} from './scenarios.ts';
import type { ActionScript, Step } from '../language/scenario.ts';
import { getPhases } from './step-results.ts';
import { formatValue } from '../language/format-value.ts';

const shared = createUrlProperties('transaction.setResultUrl');

/** Adds steps to an action: to its continue handler if it has one and they come first, or before or after its own steps. */
function addSteps(
  actions: readonly ActionScript[],
  number: number,
  steps: readonly Step[],
  first: boolean,
): ActionScript[] {
  const { execute = [], continue: resumed } = actions[number] ?? {};
  const own = first ? [...steps, ...execute] : [...execute, ...steps];
  const changed =
    resumed && first ? { execute, continue: [...resumed, ...steps] } : { execute: own };
  return actions.with(number, { ...(resumed && { continue: resumed }), ...changed });
}

/** The properties of `api.transaction`. */
export const transactionProperties = {
  'transaction.setResultUrl/sets-the-result-url': shared.sendsTheUser,
  'transaction.setResultUrl/works-without-options': shared.worksWithoutOptions,
  'transaction.setResultUrl/adds-the-query': shared.addsTheQuery,
  'transaction.setResultUrl/encodes-the-query': shared.encodesTheQuery,
  'transaction.setResultUrl/keeps-the-url': shared.keepsTheUrl,
  'transaction.setResultUrl/does-not-redirect-now': property({
    given: { url: plainUrl, after: pause },
    scenario: ({ url, after }) =>
      oneExecution([call('transaction.setResultUrl', url), wait(after)]),
    judge: judgeOutcome((reached) => expectStatus(reached, 'completed')),
  }),
  'transaction.setResultUrl/lets-the-action-finish': createFinishProperty(
    plainUrl.map((url) => call('transaction.setResultUrl', url)),
  ),
  'transaction.setResultUrl/outlasts-a-pause': property({
    given: { url: plainUrl, pauses, turn: fc.nat(2), by: fc.nat(3), first: fc.boolean() },
    scenario: ({ url, pauses, turn, by, first }) => {
      const steps = [...awaitTurns(turn), call('transaction.setResultUrl', url)];
      const { actions, user } = createPauses(pauses);
      const all = [...actions, noopAction];
      return createScenario([transaction(addSteps(all, by % all.length, steps, first), user)]);
    },
    judge: (scenario, trace) => {
      const { actions = [] } = scenario.transactions[0] ?? {};
      const steps = actions.flatMap(({ execute, continue: later = [] }) => [...execute, ...later]);
      const called = steps.find(
        (step) => 'call' in step && step.call === 'transaction.setResultUrl',
      );
      const phase = getPhases(trace).length - 1;
      const outcome = getPhases(trace)[phase]?.outcome;
      if (outcome?.status !== 'completed' || !called || !('call' in called)) return 'vacuous';
      const url = new URL(String(called.args[0]));
      if (isSameDestination(url, outcome.resultUrl)) return 'held';
      const expected = `{ status: "completed", resultUrl: ${formatValue(url.href)} }`;
      return { at: { transaction: 0, phase }, expected };
    },
  }),
  'transaction.setResultUrl/not-when-denied': property({
    given: { url: plainUrl, first: fc.boolean() },
    scenario: ({ url, first }) => {
      const steps = [call('transaction.setResultUrl', url), call('access.deny', 'no')];
      return oneExecution(first ? steps : steps.toReversed());
    },
    judge: judgeOutcome(({ outcome, at }) => {
      if (outcome.status !== 'denied') return 'vacuous';
      const expected = '{ status: "denied", … } without resultUrl';
      return outcome.resultUrl === undefined ? 'held' : { at, expected };
    }),
  }),
  'transaction.setResultUrl/refuses-a-relative-url': shared.refusesARelativeUrl,
  'transaction.setResultUrl/refuses-a-script-url': shared.refusesAScriptUrl,
  'transaction.setResultUrl/second-url': property({
    given: {},
    scenario: () =>
      oneExecution([
        call('transaction.setResultUrl', 'https://first.example.com/'),
        call('transaction.setResultUrl', 'https://second.example.com/'),
      ]),
    judge: judgeOutcome(({ outcome }) => {
      if (outcome.status !== 'completed') return 'vacuous';
      const { resultUrl = 'none' } = outcome;
      return {
        answer: URL.canParse(resultUrl) ? `the ${new URL(resultUrl).host.split('.')[0]}` : 'none',
      };
    }),
  }),
  'transaction.setResultUrl/same-named-parameter': shared.sameNamedParameter,
} satisfies Record<string, Property>;
