import fc from 'fast-check';
import { formFields, formId, formVariables, submittedFields } from '../draw/forms.ts';
import { plainUrl } from '../draw/urls.ts';
import { word } from '../draw/text.ts';
import { formatExecution } from '../language/format-execution.ts';
import { formatShortValue, formatValue } from '../language/format-value.ts';
import { type Json, type JsonObject, isObject, isSameJson } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import { eventWith } from '../language/sample-event.ts';
import type { ActionScript, Scenario, Step } from '../language/scenario.ts';
import type { Execution, Trace } from '../language/trace.ts';
import {
  combine,
  expectExecutions,
  expectNoLaterActions,
  forbidExecution,
  listExecuteHandlers,
} from './expectations.ts';
import { type CallingExecution, judgeSince } from './judges.ts';
import { formatSights, placeForm, render } from './prompt.ts';
import { type Judge, type Property, property } from './property.ts';
import {
  call,
  completeFactor,
  createScenario,
  isContinued,
  noopAction,
  placement,
  submitForm,
  transaction,
} from './scenarios.ts';
import { isSameDestination } from './shared/url-methods.ts';
import { getPhases } from './step-results.ts';

const UNSUBMITTED = 'before the form is submitted';

/** The drawn parts of a form that the user submits. */
const submitted = {
  promptId: formId,
  fields: formFields,
  vars: formVariables,
  answers: submittedFields,
  placement,
};

/** A property about what follows when the user submits a form. */
function createSubmittedProperty(
  judge: (
    calling: CallingExecution & { readonly last: number },
    scenario: Scenario,
    trace: Trace,
  ) => Judgement,
): Property {
  return property({
    given: submitted,
    scenario: ({ promptId, fields, vars, answers, placement }) =>
      placeForm(placement, [render(promptId, { fields, vars })], [submitForm(answers)]),
    judge: judgeSince('prompt.render', (calling, scenario, trace) => {
      const last = scenario.transactions[0]?.user.length ?? 0;
      return getPhases(trace)[last] ? judge({ ...calling, last }, scenario, trace) : 'vacuous';
    }),
  });
}

/** Finds the execution of the continue handler in a phase, with its place. */
function findContinued(trace: Trace, phase: number): [Execution, TraceLocation] | undefined {
  const { executions = [] } = getPhases(trace)[phase] ?? {};
  const execution = executions.findIndex(({ handler }) => handler === 'continue');
  const found = executions[execution];
  return found && [found, { transaction: 0, phase, execution }];
}

/** Reads `event.prompt` of an execution; an empty object if there is none. */
function readPrompt(event: Json | undefined): JsonObject {
  const prompt = isObject(event) ? event['prompt'] : undefined;
  return isObject(prompt) ? prompt : {};
}

/** Finds a member that an object does not have with its value. */
function findLost(given: Json | undefined, actual: Json | undefined): string | undefined {
  const found = isObject(actual) ? actual : {};
  return Object.entries(isObject(given) ? given : {}).find(
    ([name, value]) => !Object.hasOwn(found, name) || !isSameJson(found[name] ?? null, value),
  )?.[0];
}

/** Returns the arguments of the first call of `render` in a transaction. */
function readRender({ transactions }: Scenario, number = 0): { id: Json; vars: Json } {
  const steps: readonly Step[] =
    transactions[number]?.actions.flatMap(({ execute, continue: later = [] }) => [
      ...execute,
      ...later,
    ]) ?? [];
  const found = steps.find((step) => 'call' in step && step.call === 'prompt.render');
  const [id = null, options = {}] = found && 'call' in found ? found.args : [];
  return { id, vars: (isObject(options) ? options['vars'] : undefined) ?? {} };
}

function readAnswers({ transactions }: Scenario, number = 0): Json {
  const step = transactions[number]?.user.find((one) => 'submits' in one);
  return step && 'submits' in step ? step.submits.fields : {};
}

/** The probe that asks for the pauses of a transaction. */
function createSequenceProbe(
  actions: readonly ActionScript[],
  user: Parameters<typeof transaction>[1],
): Property {
  return property({
    given: {},
    scenario: () => createScenario([transaction(actions, user)]),
    judge: (_, trace) => {
      const outcomes = getPhases(trace).map(({ outcome }) => outcome);
      return outcomes.length === 0 ? 'vacuous' : { answer: formatSights(outcomes) };
    },
  });
}

/** Judges that a continue handler executes only if its own action redirected or rendered. */
const judgeOwnPause: Judge = (scenario, trace) => {
  const { actions = [] } = scenario.transactions[0] ?? {};
  for (const [phase, { executions }] of getPhases(trace).entries()) {
    const execution = executions.findIndex(
      ({ action, handler }) =>
        handler === 'continue' &&
        !actions[action]?.execute.some((step) => 'call' in step && isContinued(step.call)),
    );
    const at = { transaction: 0, phase, execution };
    if (execution >= 0) return forbidExecution(at, 'unless its action redirected or rendered');
  }
  return 'held';
};

/** Actions that have a continue handler and do not pause for it. */
const idle: ActionScript = { execute: [], continue: [call('cache.get', 'key')] };

/** The properties about forms in the flow of a transaction. */
export const promptFlowProperties = {
  'prompt.render/holds-later-actions': property({
    given: { promptId: formId, placement },
    scenario: ({ promptId, placement }) =>
      placeForm(placement, [render(promptId)], [{ wait: 1000 }]),
    judge: judgeSince('prompt.render', ({ action, phase }, _, trace) =>
      expectNoLaterActions(trace, action, phase, UNSUBMITTED),
    ),
  }),
  'prompt.render/resumes-the-same-action': createSubmittedProperty(({ action, last }, _, trace) =>
    expectExecutions(
      trace,
      { transaction: 0, phase: last },
      [formatExecution({ action, handler: 'continue' })],
      { exactly: false },
    ),
  ),
  'prompt.render/brings-the-answers': createSubmittedProperty(({ last }, scenario, trace) => {
    const [found, at] = findContinued(trace, last) ?? [];
    if (!found || !at) return 'vacuous';
    const prompt = readPrompt(found.event);
    const { id } = readRender(scenario);
    const actual = `event.prompt = ${formatShortValue(prompt, 60)}`;
    if (prompt['id'] !== id)
      return { at, expected: `must be given event.prompt.id = ${formatValue(id)}`, actual };
    const answers = readAnswers(scenario);
    const lost = findLost(answers, prompt['fields']);
    if (lost === undefined) return 'held';
    const value = formatShortValue((answers as JsonObject)[lost] ?? null, 60);
    return { at, expected: `must be given event.prompt.fields.${lost} = ${value}`, actual };
  }),
  'prompt.render/brings-the-variables-back': createSubmittedProperty(
    ({ last }, scenario, trace) => {
      const [found, at] = findContinued(trace, last) ?? [];
      if (!found || !at) return 'vacuous';
      const prompt = readPrompt(found.event);
      const lost = findLost(readRender(scenario).vars, prompt['vars']);
      if (lost === undefined) return 'held';
      return {
        at,
        expected: `must be given event.prompt.vars.${lost}`,
        actual: `event.prompt = ${formatShortValue(prompt, 60)}`,
      };
    },
  ),
  'prompt.render/continues-with-later-actions': createSubmittedProperty(
    ({ action, last }, { transactions: [script] }, trace) =>
      expectExecutions(
        trace,
        { transaction: 0, phase: last },
        listExecuteHandlers(action + 1, script?.actions.length ?? 0),
        { exactly: false, handlers: ['execute'] },
      ),
  ),
  'prompt.render/does-not-repeat-actions': createSubmittedProperty(({ action, last }, _, trace) => {
    const { executions = [] } = getPhases(trace)[last] ?? {};
    const execution = executions.findIndex(
      (one) => one.handler === 'execute' && one.action <= action,
    );
    if (execution < 0) return executions.length > 0 ? 'held' : 'vacuous';
    return forbidExecution({ transaction: 0, phase: last, execution }, 'again');
  }),
  'prompt.render/again-in-continue': createSequenceProbe(
    [{ execute: [render('ap_1')], continue: [render('ap_2')] }],
    [submitForm(), submitForm()],
  ),
  'prompt.render/same-form-again': createSequenceProbe(
    [
      { execute: [render('ap_1')], continue: [] },
      { execute: [render('ap_1')], continue: [] },
    ],
    [submitForm(), submitForm()],
  ),
  'prompt.render/beside-a-challenge': createSequenceProbe(
    [
      {
        execute: [render('ap_1'), call('authentication.challengeWith', { type: 'otp' })],
        continue: [],
      },
    ],
    [submitForm(), completeFactor({ type: 'otp' })],
  ),
  'flow/continue-only-after-its-own-pause': property({
    given: {
      pause: fc.constantFrom('none', 'challenge', 'form'),
      before: fc.integer({ min: 0, max: 1 }),
      after: fc.integer({ min: 0, max: 2 }),
    },
    examples: [{ pause: 'challenge', before: 0, after: 0 }],
    scenario: ({ pause, before, after }) => {
      const factor = { type: 'otp' } as const;
      const idles = (count: number) => Array.from({ length: count }, () => idle);
      const pausing: ActionScript[] = {
        none: [idle],
        challenge: [{ ...idle, execute: [call('authentication.challengeWith', factor)] }],
        form: [{ execute: [render('ap_1')], continue: [] }],
      }[pause];
      const user = { none: [], challenge: [completeFactor(factor)], form: [submitForm()] };
      return createScenario([
        transaction([...idles(before), ...pausing, ...idles(after)], user[pause]),
      ]);
    },
    judge: judgeOwnPause,
  }),
  'flow/prompt-stays-in-its-transaction': property({
    given: {
      name: word(1, 8),
      other: word(1, 8),
      order: fc.constantFrom([0, 1, 0, 1], [0, 1, 1, 0], [1, 0, 0, 1]),
    },
    scenario: ({ name, other, order }) => ({
      ...createScenario([createOwnForm(`a${name}`), createOwnForm(`b${other}`)]),
      order,
    }),
    judge: (scenario, trace) =>
      combine(scenario.transactions.map((_, number) => judgeOwnForm(scenario, trace, number))),
  }),
  'flow/new-request-after-a-form': property({
    given: { name: word(1, 8) },
    scenario: ({ name }) =>
      createScenario([
        transaction(
          [{ execute: [render('ap_1')], continue: [] }],
          [submitForm()],
          eventWith({ request: { query: { ticket: name } } }),
        ),
      ]),
    judge: (scenario, trace) => {
      const [found, at] = findContinued(trace, 1) ?? [];
      if (!found || !at) return 'vacuous';
      const given = scenario.transactions[0]?.event ?? null;
      const [before, after] = [given, found.event ?? given].map((event) =>
        isObject(event) ? (event['request'] ?? null) : null,
      );
      return isSameJson(before ?? null, after ?? null)
        ? { at, expected: 'must be given another event.request than before the form' }
        : 'held';
    },
  }),
  'transaction.setResultUrl/outlasts-a-form': property({
    given: { url: plainUrl, sameAction: fc.boolean() },
    scenario: ({ url, sameAction }) => {
      const set = call('transaction.setResultUrl', url);
      const form = { execute: [...(sameAction ? [set] : []), render('ap_1')], continue: [] };
      return createScenario([
        transaction(
          [...(sameAction ? [] : [{ execute: [set] }]), form, noopAction],
          [submitForm()],
        ),
      ]);
    },
    judge: (scenario, trace) => {
      const { actions = [] } = scenario.transactions[0] ?? {};
      const set = actions
        .flatMap(({ execute }) => execute)
        .find((step) => 'call' in step && step.call === 'transaction.setResultUrl');
      const outcome = getPhases(trace)[1]?.outcome;
      if (outcome?.status !== 'completed' || !set || !('call' in set)) return 'vacuous';
      const url = new URL(String(set.args[0]));
      if (isSameDestination(url, outcome.resultUrl)) return 'held';
      const expected = `{ status: "completed", resultUrl: ${formatValue(url.href)} }`;
      return { at: { transaction: 0, phase: 1 }, expected };
    },
  }),
} satisfies Record<string, Property>;

/** A transaction with a form, fields and answers of its own. */
function createOwnForm(name: string) {
  const form = render(`ap_${name}`, { fields: { owner: name }, vars: { owner: name } });
  return transaction(
    [{ execute: [form], continue: [] }],
    [submitForm({ answer: name })],
    eventWith({ user: { user_id: `auth0|${name}` } }),
  );
}

/** Expects that a transaction shows its own form and brings its own answers. */
function judgeOwnForm(scenario: Scenario, trace: Trace, transaction: number): Judgement {
  const [first, second] = getPhases(trace, transaction);
  const { id } = readRender(scenario, transaction);
  if (first?.outcome?.status === 'rendered' && first.outcome.promptId !== id)
    return { at: { transaction, phase: 0 }, expected: `the form ${formatValue(id)}` };
  const execution = second?.executions.findIndex(({ handler }) => handler === 'continue') ?? -1;
  const found = second?.executions[execution];
  if (!found) return 'vacuous';
  const at = { transaction, phase: 1, execution };
  const prompt = readPrompt(found.event);
  const lost = findLost(readAnswers(scenario, transaction), prompt['fields']);
  if (found.transaction === undefined && prompt['id'] === id && lost === undefined) return 'held';
  return {
    at,
    expected: `must be given the answers to the form ${formatValue(id)}`,
    actual: `event.prompt = ${formatShortValue(prompt, 60)}`,
  };
}
