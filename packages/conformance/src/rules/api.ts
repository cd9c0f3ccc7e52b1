import type { Edition, MethodName, NamespaceName } from '@post-challenge/spec';
import fc from 'fast-check';
import { factors } from '../draw/factors.ts';
import { payload } from '../draw/json-values.ts';
import { secret } from '../draw/secrets.ts';
import { plainQuery, url } from '../draw/urls.ts';
import { violation } from './expectations.ts';
import { judgeSteps } from './judges.ts';
import { type Property, property } from './property.ts';
import { call, createAction, createScenario, oneExecution, transaction } from './scenarios.ts';
import { hasThrown } from './step-results.ts';
import type { CallStep } from '../language/scenario.ts';

const SECRET = 'a secret of at least thirty-two bytes';

/** A call of each method, as an action would write it. */
const calls = {
  'cache.get': ['key'],
  'cache.set': ['key', 'value', { ttl: 60_000 }],
  'cache.delete': ['key'],
  'prompt.render': ['ap_1', { fields: { email: 'user@example.com' }, vars: { list: [1] } }],
  'redirect.encodeToken': [{ secret: SECRET, payload: { list: [1] }, expiresInSeconds: 60 }],
  'redirect.validateToken': [{ secret: SECRET }],
  'redirect.sendUserTo': ['https://verify.example.com/', { query: { a: 'b' } }],
  'transaction.setResultUrl': ['https://app.example.com/', { query: { a: 'b' } }],
  'authentication.challengeWith': [{ type: 'otp' }, { additionalFactors: [{ type: 'email' }] }],
  'authentication.challengeWithAny': [[{ type: 'otp' }, { type: 'email' }]],
  'access.deny': ['no'],
} as const satisfies Record<MethodName, readonly (string | object)[]>;

const namespaceNames: NamespaceName[] = [
  'access',
  'authentication',
  'cache',
  'redirect',
  'transaction',
];

/** Lists the methods of an edition. */
function listMethods(edition: Edition): MethodName[] {
  const names = Object.keys(calls) as MethodName[];
  return names.filter((name) => edition !== '2025' || name !== 'prompt.render');
}

function callMethod(method: MethodName): CallStep {
  return callWith(method, ...calls[method]);
}

function callWith(...args: Parameters<typeof call>): CallStep {
  return call(...args) as CallStep;
}

/** A call of any method with drawn arguments. */
const drawCall = (methodNames: readonly MethodName[]): fc.Arbitrary<CallStep> =>
  fc.oneof(
    { withCrossShrink: true },
    fc.constantFrom(...methodNames).map(callMethod),
    fc
      .record({ secret, payload })
      .map((options) => callWith('redirect.encodeToken', { ...options })),
    fc.tuple(url, plainQuery).chain(([address, query]) => {
      const added = Object.entries(query).filter(
        ([name]) => !new URL(address).searchParams.has(name),
      );
      const args = [address, { query: Object.fromEntries(added) }] as const;
      return fc.constantFrom(
        callWith('redirect.sendUserTo', ...args),
        callWith('transaction.setResultUrl', ...args),
      );
    }),
    factors(1).map((list) => callWith('authentication.challengeWithAny', list)),
    factors(2).map(([factor, ...additionalFactors]) =>
      callWith('authentication.challengeWith', { ...factor }, { additionalFactors }),
    ),
  );

/** Creates the properties of the `api` object as a whole, for an edition. */
function createApiProperties(edition: Edition) {
  const methodNames = listMethods(edition);
  const namespaces = edition === '2025' ? namespaceNames : [...namespaceNames, 'prompt' as const];
  const someMethods = fc.uniqueArray(fc.constantFrom(...methodNames), {
    minLength: 1,
    maxLength: 3,
  });
  return {
    'api/has-every-method': property({
      given: { method: fc.constantFrom(...methodNames) },
      examples: methodNames.map((method) => ({ method })),
      scenario: ({ method }) => oneExecution([callMethod(method)]),
      judge: judgeSteps(([called]) => {
        if (!called) return 'vacuous';
        return 'missing' in called.observation ? violation(called, 'a function') : 'held';
      }),
      judgesMissing: true,
    }),
    'api/results-are-synchronous': property({
      given: { method: fc.constantFrom(...methodNames) },
      examples: methodNames.map((method) => ({ method })),
      scenario: ({ method }) => oneExecution([callMethod(method)]),
      judge: judgeSteps(([called]) => {
        if (!called || 'missing' in called.observation) return 'vacuous';
        return called.observation.promised
          ? violation(called, 'a result, not a promise', 'a promise')
          : 'held';
      }),
      judgesMissing: true,
    }),
    'api/namespaces-are-stable': property({
      given: { namespace: fc.constantFrom(...namespaces), between: someMethods },
      scenario: ({ namespace, between }) =>
        oneExecution([{ read: namespace }, ...between.map(callMethod), { read: namespace }]),
      judge: judgeSteps((results) => {
        const last = results.at(-1);
        if (!last || !('returned' in last.observation)) return 'vacuous';
        return last.observation.returned === true ? 'held' : violation(last, 'the same object');
      }),
      judgesMissing: true,
    }),
    'api/leaves-arguments-alone': property({
      given: { called: drawCall(methodNames), frozen: fc.boolean() },
      examples: methodNames.map((method) => ({ called: callMethod(method), frozen: true })),
      scenario: ({ called, frozen }) => {
        const steps = [called, { ...called, frozen: true } as const];
        const ordered = frozen ? steps.toReversed() : steps;
        return createScenario(ordered.map((step) => transaction([createAction([step])])));
      },
      judge: judgeSteps((results) => {
        const [first, second] = results;
        if (!first || !second || 'missing' in first.observation) return 'vacuous';
        const changing = results.find(
          ({ observation }) => !('missing' in observation) && observation.changed,
        );
        if (changing) return violation(changing, 'arguments left as they were given');
        const frozenFirst = 'call' in first.step && first.step.frozen;
        return frozenFirst && hasThrown(first) && !hasThrown(second)
          ? violation(first, 'no error where the arguments are frozen')
          : 'held';
      }),
      judgesMissing: true,
    }),
  } satisfies Record<string, Property>;
}

const properties2026: Readonly<Record<string, Property>> = createApiProperties('2026');

/** The properties of the `api` object as a whole. */
export const apiProperties = mapProperties(createApiProperties('2025'));

/** Adds the property of edition 2026 to each one. */
function mapProperties<T extends Record<string, Property>>(properties: T): T {
  const entries = Object.entries(properties).map(([id, one]) => {
    const today = properties2026[id];
    return [id, { ...one, ...(today && { editions: { '2026': today } }) }];
  });
  return Object.fromEntries(entries) as T;
}
