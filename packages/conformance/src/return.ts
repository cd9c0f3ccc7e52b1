import fc from 'fast-check';
import { plainQuery, word } from './arbitraries.ts';
import {
  type Subject,
  back,
  executes,
  from,
  idle,
  mustNot,
  nameOf,
  noneLater,
  phasesOf,
  ran,
  redirecting,
} from './host.ts';
import { type JsonObject, isObject, sameJson } from './json.ts';
import { type Judgement, type Property, attempt, property, transactions } from './property.ts';
import type { ReturnsStep, Scenario } from './scenario.ts';
import { show } from './show.ts';
import type { Trace } from './trace.ts';

const around = { before: fc.integer({ min: 0, max: 1 }), after: fc.integer({ min: 0, max: 2 }) };

/** Actions of which one sends the user away, and a user who comes back. */
function away(before: number, after: number, user: readonly ReturnsStep[]): Scenario {
  const idles = (count: number) => Array.from({ length: count }, () => idle);
  return transactions([attempt([...idles(before), redirecting(), ...idles(after)], user)]);
}

const fromTheRedirect = (
  judge: (subject: Subject, trace: Trace, scenario: Scenario) => Judgement,
): Property['judge'] => from('redirect.sendUserTo', judge);

/** The members of the return that the continue handler's event must have. */
function brings(member: 'query' | 'body'): Property['judge'] {
  return fromTheRedirect(({ phase }, trace, scenario) => {
    const [step] = scenario.transactions[0]?.user ?? [];
    const executions = phasesOf(trace)[phase + 1]?.executions ?? [];
    const execution = executions.findIndex(({ handler }) => handler === 'continue');
    const event = executions[execution]?.event;
    if (!step || !('returns' in step) || !event) return 'vacuous';
    const request = isObject(event) ? event['request'] : undefined;
    const there = isObject(request) ? request[member] : undefined;
    const lacking = Object.entries(step.returns[member] as JsonObject).find(
      ([name, value]) =>
        name !== 'state' && !sameJson(isObject(there) ? there[name] : undefined, value),
    );
    if (!lacking) return 'held';
    const [name, value] = lacking;
    const at = { transaction: 0, phase: phase + 1, execution };
    return { at, expected: `must be given event.request.${member}.${name} = ${show(value)}` };
  });
}

/** The properties of a redirect that only a host can show. @internal */
export const returnProperties = {
  'redirect.sendUserTo/holds-later-actions': property({
    given: { before: around.before, after: fc.integer({ min: 1, max: 2 }) },
    scenario: ({ before, after }) => away(before, after, []),
    judge: fromTheRedirect(({ action, phase }, trace) => noneLater(trace, action, [phase])),
  }),
  'redirect.sendUserTo/carries-state': property({
    given: around,
    scenario: ({ before, after }) => away(before, after, []),
    judge: fromTheRedirect(({ phase }, trace) => {
      const outcome = phasesOf(trace)[phase]?.outcome;
      if (outcome?.status !== 'redirected' || !URL.canParse(outcome.url)) return 'vacuous';
      const expected = '{ status: "redirected", url } with a parameter state';
      const carries = Boolean(new URL(outcome.url).searchParams.get('state'));
      return carries ? 'held' : { at: { transaction: 0, phase }, expected };
    }),
  }),
  'redirect.sendUserTo/resumes-the-same-action': property({
    given: { ...around, method: fc.constantFrom<'GET' | 'POST'>('GET', 'POST') },
    scenario: ({ before, after, method }) => away(before, after, [back(0, { method })]),
    judge: fromTheRedirect(({ action, phase }, trace) =>
      ran(trace, { transaction: 0, phase: phase + 1 }, [nameOf({ action, handler: 'continue' })], {
        exactly: false,
      }),
    ),
  }),
  'redirect.sendUserTo/continues-with-later-actions': property({
    given: { before: around.before, after: fc.integer({ min: 1, max: 2 }) },
    scenario: ({ before, after }) => away(before, after, [back()]),
    judge: fromTheRedirect(({ action, phase }, trace, scenario) => {
      const later = executes(action + 1, scenario.transactions[0]?.actions.length ?? 0);
      const executions = phasesOf(trace)[phase + 1]?.executions.map(nameOf) ?? [];
      const missing = later.find((name) => !executions.includes(name));
      if (missing === undefined) return 'held';
      return { at: { transaction: 0, phase: phase + 1 }, expected: `${missing} to follow` };
    }),
  }),
  'redirect.sendUserTo/does-not-repeat-handlers': property({
    given: around,
    scenario: ({ before, after }) => away(before, after, [back()]),
    judge: (_, trace) => {
      const seen = new Set<string>();
      for (const [phase, { executions }] of phasesOf(trace).entries()) {
        for (const [execution, one] of executions.entries()) {
          if (seen.has(nameOf(one))) return mustNot({ transaction: 0, phase, execution });
          seen.add(nameOf(one));
        }
      }
      return 'held';
    },
  }),
  'redirect.sendUserTo/refuses-another-state': property({
    given: {
      ...around,
      state: fc.oneof(fc.constantFrom<string | undefined>(undefined, '', 'state'), word(1, 40)),
    },
    scenario: ({ before, after, state }) => {
      const query = state === undefined ? {} : { state };
      return away(before, after, [{ returns: { method: 'GET', query, body: {} } }]);
    },
    judge: fromTheRedirect(({ phase }, trace) => {
      const next = phasesOf(trace)[phase + 1];
      if (!next) return 'vacuous';
      const at = { transaction: 0, phase: phase + 1, execution: 0 };
      return next.executions.length === 0 ? 'held' : mustNot(at);
    }),
  }),
  'redirect.sendUserTo/brings-the-query': property({
    given: { ...around, query: plainQuery },
    scenario: ({ before, after, query }) => away(before, after, [back(0, { query })]),
    judge: brings('query'),
  }),
  'redirect.sendUserTo/brings-the-body': property({
    given: { ...around, body: plainQuery },
    scenario: ({ before, after, body }) => away(before, after, [back(0, { body, method: 'POST' })]),
    judge: brings('body'),
  }),
} as const satisfies Record<string, Property>;
