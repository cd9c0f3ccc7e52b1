import type { MethodName, NamespaceName } from '@post-challenge/spec';
import fc from 'fast-check';
import { type Property, call, execution, fault, property, steps, threw } from './property.ts';
import type { CallStep } from './scenario.ts';

const SECRET = 'a secret of at least thirty-two bytes';

/** A call of each method, as an action would write it. */
const calls = {
  'cache.get': ['key'],
  'cache.set': ['key', 'value', { ttl: 60_000 }],
  'cache.delete': ['key'],
  'redirect.encodeToken': [{ secret: SECRET, payload: { list: [1] }, expiresInSeconds: 60 }],
  'redirect.validateToken': [{ secret: SECRET }],
  'redirect.sendUserTo': ['https://verify.example.com/', { query: { a: 'b' } }],
  'transaction.setResultUrl': ['https://app.example.com/', { query: { a: 'b' } }],
  'authentication.challengeWith': [{ type: 'otp' }, { additionalFactors: [{ type: 'email' }] }],
  'authentication.challengeWithAny': [[{ type: 'otp' }, { type: 'email' }]],
  'access.deny': ['no'],
} as const satisfies Record<MethodName, readonly (string | object)[]>;

const methodNames = Object.keys(calls) as MethodName[];
const namespaceNames: NamespaceName[] = [
  'access',
  'authentication',
  'cache',
  'redirect',
  'transaction',
];
const someMethods = fc.uniqueArray(fc.constantFrom(...methodNames), { minLength: 1, maxLength: 3 });

function callOf(method: MethodName): CallStep {
  return call(method, ...calls[method]) as CallStep;
}

/** The properties of the `api` object as a whole. @internal */
export const apiProperties = {
  'api/has-every-method': property({
    given: { method: fc.constantFrom(...methodNames) },
    examples: methodNames.map((method) => ({ method })),
    scenario: ({ method }) => execution([callOf(method)]),
    judge: steps(([called]) => {
      if (!called) return 'vacuous';
      return 'missing' in called.observation ? fault(called, 'a function') : 'held';
    }),
    judgesMissing: true,
  }),
  'api/results-are-synchronous': property({
    given: { method: fc.constantFrom(...methodNames) },
    examples: methodNames.map((method) => ({ method })),
    scenario: ({ method }) => execution([callOf(method)]),
    judge: steps(([called]) => {
      if (!called || 'missing' in called.observation) return 'vacuous';
      return called.observation.promised
        ? fault(called, 'a result, not a promise', 'a promise')
        : 'held';
    }),
    judgesMissing: true,
  }),
  'api/namespaces-are-stable': property({
    given: { namespace: fc.constantFrom(...namespaceNames), between: someMethods },
    scenario: ({ namespace, between }) =>
      execution([{ read: namespace }, ...between.map(callOf), { read: namespace }]),
    judge: steps((seen) => {
      const last = seen.at(-1);
      if (!last || !('returned' in last.observation)) return 'vacuous';
      return last.observation.returned === true ? 'held' : fault(last, 'the same object');
    }),
    judgesMissing: true,
  }),
  'api/leaves-arguments-alone': property({
    given: { method: fc.constantFrom(...methodNames), frozen: fc.boolean() },
    examples: methodNames.map((method) => ({ method, frozen: true })),
    scenario: ({ method, frozen }) =>
      execution(
        frozen
          ? [{ ...callOf(method), frozen: true }, callOf(method)]
          : [callOf(method), { ...callOf(method), frozen: true }],
      ),
    judge: steps((seen) => {
      const [first, second] = seen;
      if (!first || !second || 'missing' in first.observation) return 'vacuous';
      const changing = seen.find(
        ({ observation }) => !('missing' in observation) && observation.changed,
      );
      if (changing) return fault(changing, 'arguments left as they were given');
      const frozenFirst = 'call' in first.step && first.step.frozen;
      return frozenFirst && threw(first) && !threw(second)
        ? fault(first, 'no error where the arguments are frozen')
        : 'held';
    }),
    judgesMissing: true,
  }),
} satisfies Record<string, Property>;
