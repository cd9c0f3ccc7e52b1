import type { Outcome, RenderedOutcome } from '@post-challenge/spec';
import { MAXIMUM_FORM_FIELDS_SIZE } from '@post-challenge/spec';
import fc from 'fast-check';
import { createFieldsOfSize, formFields, formId, formVariables } from '../draw/forms.ts';
import { memberName } from '../draw/text.ts';
import { formatShortValue, formatValue } from '../language/format-value.ts';
import { type Json, type JsonObject, isObject, isSameJson } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import type { Scenario, Step, UserStep } from '../language/scenario.ts';
import { expectStatus } from './expectations.ts';
import { judgeOutcome } from './judges.ts';
import { type Judge, type Property, property } from './property.ts';
import {
  type Placement,
  call,
  createPlacedScenario,
  createScenario,
  oneExecution,
  placement,
  redirectStep,
  returnUser,
  submitForm,
  transaction,
} from './scenarios.ts';
import { createFinishProperty } from './shared/lets-the-action-finish.ts';
import { collectResults, filterCalls, getPhases, hasThrown } from './step-results.ts';

/** A call of `render`; members that are undefined are left out. */
export function render(
  promptId: string,
  options?: { readonly fields?: JsonObject | undefined; readonly vars?: JsonObject | undefined },
): Step {
  return call('prompt.render', promptId, options && withoutUndefined(options));
}

function withoutUndefined(options: object): object {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Places the steps of an execute handler: an action that renders does not redirect. */
export function placeForm(
  placement: Placement,
  steps: readonly Step[],
  user: readonly UserStep[] = [],
): Scenario {
  return createPlacedScenario({ ...placement, inContinue: false }, steps, user);
}

/** Judges the form that the first call of `render` asks for, if the user sees one. */
function judgeForm(
  judge: (shown: RenderedOutcome, given: FormCall, at: TraceLocation) => Judgement,
): Judge {
  return judgeOutcome(({ outcome, results, at }) => {
    const [called] = filterCalls(results, 'prompt.render');
    if (!called || outcome.status !== 'rendered') return 'vacuous';
    return judge(outcome, readCall(called.args), at);
  });
}

/** The arguments of a call of `render`. */
interface FormCall {
  readonly promptId: Json;
  readonly fields: JsonObject;
  readonly vars: JsonObject;
}

function readCall([promptId = null, options = {}]: readonly Json[]): FormCall {
  const members = isObject(options) ? options : {};
  const [fields, vars] = [members['fields'], members['vars']];
  return {
    promptId,
    fields: isObject(fields) ? fields : {},
    vars: isObject(vars) ? vars : {},
  };
}

/** Expects that the user sees the form with the given id. */
const judgeRendered: Judge = judgeOutcome(({ outcome, results, at }) => {
  const [called] = filterCalls(results, 'prompt.render');
  if (!called) return 'vacuous';
  const expected = `{ status: "rendered", promptId: ${formatShortValue(called.args[0] ?? null, 60)} }`;
  return outcome.status === 'rendered' && outcome.promptId === called.args[0]
    ? 'held'
    : { at, expected };
});

/** Expects that a reported value is the given one. A member that is not reported belongs to no field of the form. */
function expectSame(
  kind: 'fields' | 'vars',
  given: JsonObject,
  shown: RenderedOutcome,
  at: TraceLocation,
): Judgement {
  const reported = shown[kind] as JsonObject | undefined;
  if (reported === undefined) return 'held';
  const wrong = Object.entries(given).find(([name, value]) => {
    if (!Object.hasOwn(reported, name)) return kind === 'vars';
    return !isSameJson(reported[name] ?? null, value);
  });
  if (!wrong) return 'held';
  const [name, value] = wrong;
  return {
    at,
    expected: `${kind}.${name} = ${formatShortValue(value, 60)}`,
    actual: `${kind} = ${formatShortValue(reported, 60)}`,
  };
}

/** Describes what the user sees: the id of the form, the redirect or the status. */
function describeSight(outcome: Outcome | undefined): string {
  if (outcome?.status === 'rendered') return `the form ${outcome.promptId}`;
  return outcome?.status === 'redirected' ? 'a redirect' : (outcome?.status ?? 'nothing');
}

/** The probe that asks for the outcome of a call. */
function createFormProbe(step: Step): Property {
  return property({
    given: {},
    scenario: () => oneExecution([step]),
    judge: judgeOutcome(({ outcome, results }) => {
      const [called] = filterCalls(results, 'prompt.render');
      if (hasThrown(called)) return { answer: 'the method throws' };
      return { answer: outcome.status === 'rendered' ? 'it is rendered' : outcome.status };
    }),
  });
}

/** Expects that the user does not see both of two things, in any phase. */
function createNotBothProperty(
  steps: readonly [Step, Step],
  user: readonly [UserStep, UserStep],
  sights: readonly [string, string],
): Property {
  return property({
    given: { swapped: fc.boolean(), answeredLast: fc.boolean() },
    scenario: ({ swapped, answeredLast }, onHost) => {
      const ordered = swapped ? steps.toReversed() : steps;
      const answers = answeredLast ? user.toReversed() : user;
      return onHost
        ? createScenario([transaction([{ execute: ordered, continue: [] }], answers)])
        : oneExecution(ordered);
    },
    judge: (scenario, trace) => {
      const [called] = filterCalls(collectResults(scenario, trace), 'prompt.render');
      if (!called || 'missing' in called.observation) return 'vacuous';
      const seen = getPhases(trace).map(({ outcome }) => describeSight(outcome));
      const phase = seen.findLastIndex((sight, index) =>
        sights.some(
          (one) =>
            one === sight &&
            seen.slice(0, index).some((other) => other !== one && sights.includes(other)),
        ),
      );
      if (phase < 0) return 'held';
      return {
        at: { transaction: 0, phase },
        expected: `not ${sights[0]} and ${sights[1]} of one execution`,
      };
    },
  });
}

function createFailsProperty(steps: readonly [Step, Step]): Property {
  return property({
    given: { swapped: fc.boolean() },
    scenario: ({ swapped }) => oneExecution(swapped ? steps.toReversed() : steps),
    // An error of the second call fails the transaction of every action that does not catch it, as this one does.
    judge: judgeOutcome((reached) =>
      reached.results.some(hasThrown) ? 'held' : expectStatus(reached, 'failed'),
    ),
  });
}

const first = render('ap_1');
const second = render('ap_2');
const MARKER = 'a value of the earlier transaction';

/** The properties about the form that a call asks for. */
export const promptProperties = {
  'prompt.render/renders': property({
    given: { promptId: formId, fields: fc.option(formFields, { nil: undefined }), placement },
    scenario: ({ promptId, fields, placement }, onHost) => {
      const step = render(promptId, fields && { fields });
      return onHost ? placeForm(placement, [step]) : oneExecution([step]);
    },
    judge: judgeRendered,
  }),
  'prompt.render/works-without-options': property({
    given: { promptId: formId },
    scenario: ({ promptId }) =>
      createScenario([
        transaction([
          {
            execute: [render(promptId, { fields: { email: MARKER }, vars: { plan: MARKER } })],
            continue: [],
          },
        ]),
        transaction([{ execute: [render(promptId)], continue: [] }]),
      ]),
    judge: (scenario, trace) => {
      const { outcome } = getPhases(trace, 1)[0] ?? {};
      const called = scenario.transactions[1]?.actions[0]?.execute[0];
      if (!outcome || !called || !('call' in called)) return 'vacuous';
      const at = { transaction: 1, phase: 0 };
      const id = formatShortValue(called.args[0] ?? null, 60);
      const isShown = outcome.status === 'rendered' && outcome.promptId === called.args[0];
      return isShown && !JSON.stringify(outcome).includes(MARKER)
        ? 'held'
        : { at, expected: `{ status: "rendered", promptId: ${id} } without values of an action` };
    },
  }),
  'prompt.render/passes-the-fields': property({
    given: {
      promptId: formId,
      fields: formFields,
      vars: fc.option(formVariables, { nil: undefined }),
    },
    scenario: ({ promptId, fields, vars }) => oneExecution([render(promptId, { fields, vars })]),
    judge: judgeForm((shown, { fields }, at) => expectSame('fields', fields, shown, at)),
  }),
  'prompt.render/passes-the-variables': property({
    given: {
      promptId: formId,
      fields: fc.option(formFields, { nil: undefined }),
      vars: formVariables,
    },
    scenario: ({ promptId, fields, vars }) => oneExecution([render(promptId, { fields, vars })]),
    judge: judgeForm((shown, { vars }, at) => expectSame('vars', vars, shown, at)),
  }),
  'prompt.render/member-names-are-fields': property({
    given: { name: memberName, kind: fc.constantFrom<'fields' | 'vars'>('fields', 'vars') },
    examples: [
      { name: '__proto__', kind: 'vars' },
      { name: '__proto__', kind: 'fields' },
    ],
    scenario: ({ name, kind }) =>
      oneExecution([render('ap_1', { [kind]: Object.fromEntries([[name, 'a value']]) })]),
    judge: judgeOutcome(({ outcome, results, at }, scenario) => {
      const [called] = filterCalls(results, 'prompt.render');
      if (!called) return 'vacuous';
      if (outcome.status !== 'rendered') return { at, expected: '{ status: "rendered", … }' };
      const { fields, vars } = readCall(called.args);
      const kind = Object.keys(vars).length > 0 ? 'vars' : 'fields';
      return scenario.transactions.length > 0
        ? expectSame(kind, kind === 'vars' ? vars : fields, outcome, at)
        : 'vacuous';
    }),
  }),
  'prompt.render/lets-the-action-finish': createFinishProperty(
    formFields.map((fields) => render('ap_1', { fields })),
  ),
  'prompt.render/keeps-its-own-options': property({
    given: { kind: fc.constantFrom<'fields' | 'vars'>('fields', 'vars') },
    scenario: ({ kind }) =>
      oneExecution([render('ap_1', { [kind]: { list: ['a'] } }), { change: 'arguments', of: 0 }]),
    judge: judgeForm((shown, { fields, vars }, at) => {
      const kind = Object.keys(vars).length > 0 ? 'vars' : 'fields';
      if (shown[kind] === undefined) return 'vacuous';
      return expectSame(kind, kind === 'vars' ? vars : fields, shown, at);
    }),
  }),
  'prompt.render/accepts-large-fields': property({
    given: { bytes: fc.constantFrom(23_900, 20_000, 16_384, 12_345) },
    scenario: ({ bytes }) => oneExecution([render('ap_1', { fields: createFieldsOfSize(bytes) })]),
    judge: judgeRendered,
  }),
  'prompt.render/refuses-larger-fields': property({
    given: { more: fc.constantFrom(1, 2, 100, 5000) },
    scenario: ({ more }) =>
      oneExecution([
        render('ap_1', { fields: createFieldsOfSize(MAXIMUM_FORM_FIELDS_SIZE + more) }),
      ]),
    judge: judgeOutcome(({ outcome, at }) =>
      outcome.status === 'rendered' ? { at, expected: 'another status than "rendered"' } : 'held',
    ),
  }),
  'prompt.render/not-beside-a-redirect': createNotBothProperty(
    [first, redirectStep],
    [submitForm(), returnUser()],
    ['the form ap_1', 'a redirect'],
  ),
  'prompt.render/not-twice': createNotBothProperty(
    [first, second],
    [submitForm(), submitForm({ accept: 'yes' })],
    ['the form ap_1', 'the form ap_2'],
  ),
  'prompt.render/fails-beside-a-redirect': createFailsProperty([first, redirectStep]),
  'prompt.render/one-per-execution': createFailsProperty([first, second]),
  'prompt.render/longest-id': createFormProbe(render(`ap_${'x'.repeat(46)}`)),
  'prompt.render/many-members': createFormProbe(
    render('ap_1', {
      fields: Object.fromEntries(Array.from({ length: 25 }, (_, n) => [`field_${n}`, 'x'])),
    }),
  ),
  'prompt.render/large-variables': createFormProbe(
    render('ap_1', { vars: createFieldsOfSize(MAXIMUM_FORM_FIELDS_SIZE + 100) }),
  ),
} satisfies Record<string, Property>;

/** Formats the answer to a question about a sequence of pauses. */
export function formatSights(outcomes: readonly (Outcome | undefined)[]): string {
  return outcomes
    .map(describeSight)
    .map((sight) => formatValue(sight).slice(1, -1))
    .join(', then ');
}
