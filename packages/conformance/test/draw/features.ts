import type { RuleId } from '@post-challenge/spec';
import { type Json, type JsonObject, isObject } from '../../src/language/json.ts';
import type { Scenario } from '../../src/language/scenario.ts';
import { eventFeatures } from './event-features.ts';
import type { Feature } from './feature.ts';
import {
  ofTransaction,
  isCall,
  listCalls,
  listUserSteps,
  listReturns,
  listValues,
  listPayloadValues,
  listRecipes,
  listUrls,
  isState,
  listStates,
  countIn,
  hasFraction,
  isEmptyObject,
  listTexts,
  hasPair,
} from './scenario-parts.ts';

const model = 'flow/behaves-as-its-model';
const cacheModel = 'cache/behaves-as-its-model';

const urlRules = (['redirect.sendUserTo', 'transaction.setResultUrl'] as const).map(
  (method): RuleId => `${method}/keeps-the-url`,
);
const payloadRules: RuleId[] = ['redirect.encodeToken/carries-the-payload'];
const secretRules: RuleId[] = [
  'redirect.encodeToken/signs-with-the-secret',
  'redirect.validateToken/accepts-a-valid-token',
];
const tokenRules: RuleId[] = [
  'redirect.validateToken/accepts-a-valid-token',
  'redirect.validateToken/returns-the-payload',
];

const finishRules: RuleId[] = [
  'access.deny/lets-the-action-finish',
  'authentication.challengeWith/lets-the-action-finish',
  'authentication.challengeWithAny/lets-the-action-finish',
  'transaction.setResultUrl/lets-the-action-finish',
];
const denialRules: RuleId[] = ['access.deny/denies', 'access.deny/keeps-reason'];

const concludes = /deny|challengeWith|sendUserTo|setResultUrl/;

const tokenPayloadRules: RuleId[] = [
  'redirect.encodeToken/carries-the-payload',
  'redirect.validateToken/returns-the-payload',
];

/** Lists all values in the payloads of tokens, of both directions. */
function listTokenValues(scenario: Scenario): Json[] {
  const claims = listRecipes(scenario).flatMap((recipe) => listValues(recipe.claims));
  return [...listPayloadValues(scenario), ...claims];
}

function listTokenTexts(scenario: Scenario): string[] {
  return listTokenValues(scenario).filter((value) => typeof value === 'string');
}

function listTokenObjects(scenario: Scenario): JsonObject[] {
  return listTokenValues(scenario).filter((value) => isObject(value));
}

/** Lists the secrets with which an action signs or validates tokens, and those that signed tokens of a return. */
function listSecrets(scenario: Scenario): string[] {
  const passed = listCalls(scenario, /Token/).map(({ args: [options] }) =>
    String((options as JsonObject)['secret']),
  );
  return [...new Set([...passed, ...listRecipes(scenario).map(({ secret }) => secret)])];
}

/** Checks whether the first text and one of the others make a pair. */
function hasTextPair(
  [first, ...others]: readonly string[],
  isPair: (one: string, another: string) => boolean,
): boolean {
  return first !== undefined && others.some((other) => isPair(first, other));
}

function countDifferences(one: string, another: string): number {
  if (one.length !== another.length) return Infinity;
  return [...one].filter((character, place) => character !== another.charAt(place)).length;
}

/** The features whose drawing is measured. */
export const features: Readonly<Record<string, Feature>> = {
  ...eventFeatures,
  'a fraction in a payload': {
    rules: payloadRules,
    has: (scenario) => listPayloadValues(scenario).some(hasFraction),
  },
  'an empty object in a payload': {
    rules: payloadRules,
    has: (scenario) => listPayloadValues(scenario).slice(1).some(isEmptyObject),
  },
  'a list of objects in a payload': {
    rules: payloadRules,
    has: (scenario) =>
      listPayloadValues(scenario).some(
        (value) => Array.isArray(value) && value.some((item) => isObject(item)),
      ),
  },
  'an integer beyond 32 bits in a payload': {
    rules: payloadRules,
    has: (scenario) =>
      listPayloadValues(scenario).some((value) => Math.abs(Number(value)) > 2 ** 32),
  },
  'a fraction in the claims of a token': {
    rules: ['redirect.validateToken/returns-the-payload'],
    has: (scenario) =>
      listRecipes(scenario).some(({ claims }) => listValues(claims).some(hasFraction)),
  },
  'a secret of more than 64 bytes': {
    rules: secretRules,
    has: (scenario) =>
      listCalls(scenario, /Token/).some(
        ({ args: [options] }) => String((options as JsonObject)['secret']).length > 64,
      ),
  },
  'a token more than an hour old': {
    rules: tokenRules,
    has: (scenario) =>
      listRecipes(scenario).some(
        ({ claims }) => scenario.now / 1000 - Number(claims['iat']) > 3600,
      ),
  },
  'a token that lives less than ten minutes': {
    rules: tokenRules,
    has: (scenario) =>
      listRecipes(scenario).some(({ claims }) => Number(claims['exp']) - scenario.now / 1000 < 600),
  },
  'a token that a return by GET brings': {
    rules: ['redirect.validateToken/reads-the-query', 'redirect.validateToken/returns-the-payload'],
    has: (scenario) =>
      listReturns(scenario).some(
        ({ method, query }) => method === 'GET' && JSON.stringify(query).includes('$token'),
      ),
  },
  'a token that a return by POST brings': {
    rules: tokenRules,
    has: (scenario) =>
      listReturns(scenario).some(
        ({ method, body }) => method === 'POST' && JSON.stringify(body).includes('$token'),
      ),
  },
  'two validations in a handler': {
    rules: ['redirect.validateToken/accepts-a-valid-token'],
    has: (scenario) => listCalls(scenario, /validateToken/).length > 1,
  },
  'a port': {
    rules: urlRules,
    has: (scenario) => listUrls(scenario).some(({ port }) => port !== ''),
  },
  'a repeated parameter': {
    rules: urlRules,
    has: (scenario) =>
      listUrls(scenario).some(({ searchParams }) => {
        const names = [...searchParams.keys()];
        return new Set(names).size < names.length;
      }),
  },
  'a fragment': {
    rules: urlRules,
    has: (scenario) => listUrls(scenario).some(({ hash }) => hash !== ''),
  },
  'an encoded character in a path': {
    rules: urlRules,
    has: (scenario) => listUrls(scenario).some(({ pathname }) => pathname.includes('%')),
  },
  'an empty parameter': {
    rules: urlRules,
    has: (scenario) =>
      listUrls(scenario).some(({ searchParams }) => [...searchParams.values()].includes('')),
  },
  'JSON as the value of a record': {
    rules: ['cache.get/values-are-exact'],
    has: (scenario) => listTexts(scenario, /cache\.set/).some((text) => /^[[{].*[\]}]$/.test(text)),
  },
  'a wildcard in a key': {
    rules: ['cache.get/keys-are-exact', 'cache.delete/leaves-other-keys'],
    has: (scenario) => listTexts(scenario, /cache/).some((text) => /[%_*]/.test(text)),
  },
  'a large value of more than one letter': {
    rules: ['cache.set/accepts-a-large-value'],
    has: (scenario) =>
      listTexts(scenario, /cache\.set/).some(
        (text) => text.length > 1000 && !/^(.)\1*$/.test(text),
      ),
  },
  'an expires_at beyond 24 hours': {
    rules: ['cache.set/maximum-lifetime'],
    has: (scenario) =>
      listCalls(scenario, /cache\.set/).some(
        ({ args: [, , options] }) =>
          isObject(options) && Number(options['expires_at']) > scenario.now + 86_400_000,
      ),
  },
  'a look at the old record after a refusal': {
    rules: ['cache.set/failed-write-changes-nothing', cacheModel],
    has: ({ transactions }) =>
      transactions.some((script) => {
        const calls = ofTransaction(script).filter((step) => 'call' in step);
        return calls.some(
          ({ call, args: [key, value, options] }, number) =>
            call === 'cache.set' &&
            (String(value).length > 4096 || JSON.stringify(options ?? {}).includes('$number')) &&
            calls
              .slice(number)
              .some((later) => later.call === 'cache.get' && later.args[0] === key),
        );
      }),
  },
  'three factors or more': {
    rules: [
      'authentication.challengeWith/offers-additional-factors',
      'authentication.challengeWithAny/offers-every-factor',
    ],
    has: (scenario) =>
      listCalls(scenario, /challenge/).some(
        ({ args }) => countIn(JSON.stringify(args), '"type"') > 2,
      ),
  },
  'two challenges of a transaction that are both completed': {
    rules: [model],
    has: ({ transactions }) =>
      transactions.some(({ user }) => user.filter((step) => 'completes' in step).length > 1),
  },
  'a denial by the last action': {
    rules: [model, 'access.deny/denies', 'access.deny/ends-the-transaction'],
    has: ({ transactions }) =>
      transactions.some(({ actions }) => {
        const last = actions.at(-1);
        return actions.length > 1 && last?.execute.some((step) => isCall(step, /deny/));
      }),
  },
  'a denial in a continue handler': {
    rules: [model, 'access.deny/denies', 'access.deny/ends-the-transaction'],
    has: ({ transactions }) =>
      transactions.some(({ actions }) =>
        actions.some(({ continue: resumed }) => resumed?.some((step) => isCall(step, /deny/))),
      ),
  },
  'a challenge in a continue handler': {
    rules: [model],
    has: ({ transactions }) =>
      transactions.some(({ actions }) =>
        actions.some(({ continue: resumed }) => resumed?.some((step) => isCall(step, /challenge/))),
      ),
  },
  'a write after a denial': {
    rules: [model],
    has: ({ transactions }) =>
      transactions.some(({ actions }) =>
        actions.some(({ execute }) => {
          const denial = execute.findIndex((step) => isCall(step, /deny/));
          return denial >= 0 && execute.slice(denial).some((step) => isCall(step, /cache\.set/));
        }),
      ),
  },
  'a return without state while a challenge waits': {
    rules: [
      model,
      'authentication.challengeWith/not-satisfied-by-a-return',
      'authentication.challengeWithAny/not-satisfied-by-a-return',
    ],
    has: (scenario) =>
      listCalls(scenario, /challenge/).length > 0 && listStates(scenario).includes(undefined),
  },
  'a near miss of a state': {
    rules: [model, 'redirect.sendUserTo/refuses-another-state'],
    has: (scenario) => listStates(scenario).some((state) => isState(state) && 'altered' in state),
  },
  'the state of another transaction': {
    rules: [model, 'redirect.sendUserTo/refuses-another-state'],
    has: (scenario) =>
      listStates(scenario).some((state) => isState(state) && 'transaction' in state),
  },
  'a state that is used again': {
    rules: [model],
    has: ({ transactions }) =>
      transactions.some(({ user }) => {
        const states = user.flatMap((step) =>
          'returns' in step ? [JSON.stringify((step.returns.query as JsonObject)['state'])] : [],
        );
        return new Set(states).size < states.length;
      }),
  },
  'a return by GET': {
    rules: [model, 'redirect.sendUserTo/brings-the-query'],
    has: (scenario) => listReturns(scenario).some(({ method }) => method === 'GET'),
  },
  'a return by POST': {
    rules: [model, 'redirect.sendUserTo/brings-the-body'],
    has: (scenario) => listReturns(scenario).some(({ method }) => method === 'POST'),
  },
  'time that passes while the user is away': {
    rules: [model, 'redirect.sendUserTo/resumes-the-same-action'],
    has: (scenario) => listUserSteps(scenario).some((step) => 'wait' in step),
  },
  'turns of the event loop': {
    rules: [model, 'flow/executes-in-order', 'authentication.challengeWith/holds-later-actions'],
    has: (scenario) => scenario.transactions.flatMap(ofTransaction).some((step) => 'turn' in step),
  },
  'two transactions in progress at once': {
    rules: [model, 'flow/keeps-transactions-apart'],
    has: ({ transactions, order }) => transactions.length > 1 && order !== undefined,
  },
  'an error in a continue handler': {
    rules: [model, 'flow/fails-when-an-action-throws'],
    has: ({ transactions }) =>
      transactions.some(({ actions }) =>
        actions.some(({ continue: resumed }) => resumed?.some((step) => 'throw' in step)),
      ),
  },
  'a result URL before a pause': {
    rules: [model, 'transaction.setResultUrl/outlasts-a-pause'],
    has: ({ transactions }) =>
      transactions.some(
        ({ actions, user }) =>
          user.length > 0 &&
          actions.some(({ execute }) => execute.some((step) => isCall(step, /setResultUrl/))),
      ),
  },
  'a reason that languages take for false': {
    rules: denialRules,
    has: (scenario) => listTexts(scenario, /deny/).some((text) => /^(0|null|false)$/.test(text)),
  },
  'a reason of white space': {
    rules: denialRules,
    has: (scenario) => listTexts(scenario, /deny/).some((text) => /^\s+$/.test(text)),
  },
  'a format string as a reason': {
    rules: denialRules,
    has: (scenario) => listTexts(scenario, /deny/).includes('%s %d'),
  },
  'a deletion after the method': {
    rules: [...finishRules, 'redirect.sendUserTo/lets-the-action-finish'],
    has: (scenario) => hasPair(scenario, concludes, /delete/),
  },
  'a token after the method': {
    rules: [...finishRules, 'redirect.sendUserTo/lets-the-action-finish'],
    has: (scenario) => hasPair(scenario, concludes, /encodeToken/),
  },
  'a validation after the method in a continue handler': {
    rules: finishRules,
    has: (scenario) => hasPair(scenario, concludes, /validateToken/, /continue/),
  },
  'a call that fails before a challenge': {
    rules: [
      'authentication.challengeWith/holds-later-actions',
      'authentication.challengeWithAny/holds-later-actions',
    ],
    has: (scenario) => hasPair(scenario, /cache\.|sendUserTo|setResultUrl/, /challengeWith/),
  },
  'a valid token before a challenge': {
    rules: [
      'authentication.challengeWith/holds-later-actions',
      'authentication.challengeWithAny/holds-later-actions',
    ],
    has: (scenario) => hasPair(scenario, /validateToken/, /challengeWith/, /continue/),
  },
  'an error of one action': {
    rules: ['flow/executes-in-order', 'redirect.sendUserTo/does-not-repeat-handlers'],
    has: (scenario) => scenario.transactions.flatMap(ofTransaction).some((step) => 'throw' in step),
  },
  'a date without milliseconds in a payload': {
    rules: tokenPayloadRules,
    has: (scenario) =>
      listTokenTexts(scenario).some((text) => /^\d{4}-\d\d-\d\dT[\d:]+Z$/.test(text)),
  },
  'a date with an offset in a payload': {
    rules: tokenPayloadRules,
    has: (scenario) =>
      listTokenTexts(scenario).some((text) => /^\d{4}-\d\d-\d\dT.*[+-]\d\d:\d\d$/.test(text)),
  },
  'a replacement pattern in a payload': {
    rules: tokenPayloadRules,
    has: (scenario) => listTokenTexts(scenario).some((text) => /\$[&1]|\\1|%s/.test(text)),
  },
  'a text of more than 500 characters in a payload': {
    rules: [...tokenPayloadRules, 'redirect.validateToken/accepts-a-valid-token'],
    has: (scenario) => listTokenTexts(scenario).some((text) => text.length > 500),
  },
  'a text with a space at an end in a payload': {
    rules: tokenPayloadRules,
    has: (scenario) => listTokenTexts(scenario).some((text) => /\S $/.test(text)),
  },
  'a text in a script of Asia in a payload': {
    rules: tokenPayloadRules,
    has: (scenario) => listTokenTexts(scenario).some((text) => /\p{Script=Thai}/u.test(text)),
  },
  'a payload of forty members': {
    rules: tokenPayloadRules,
    has: (scenario) =>
      listTokenObjects(scenario).some((object) => Object.keys(object).length >= 40),
  },
  'a dot in the name of a claim': {
    rules: tokenPayloadRules,
    has: (scenario) =>
      listTokenObjects(scenario).some((object) =>
        Object.keys(object).some((name) => /\w\.\w/.test(name)),
      ),
  },
  'a secret that differs in one character': {
    rules: [
      'redirect.validateToken/refuses-another-secret',
      'redirect.encodeToken/signs-with-the-secret',
    ],
    has: (scenario) =>
      hasTextPair(listSecrets(scenario), (one, another) => countDifferences(one, another) === 1),
  },
  'a secret that differs in case only': {
    rules: [
      'redirect.validateToken/refuses-another-secret',
      'redirect.encodeToken/signs-with-the-secret',
    ],
    has: (scenario) =>
      hasTextPair(
        listSecrets(scenario),
        (one, another) => one !== another && one.toLowerCase() === another.toLowerCase(),
      ),
  },
  'a signature in another case': {
    rules: ['redirect.validateToken/refuses-an-altered-signature'],
    has: (scenario) =>
      listRecipes(scenario).some(({ altered }) => altered?.signatureForm === 'swapped'),
  },
  'a wrong token after a valid one': {
    rules: [
      'redirect.validateToken/refuses-altered-claims',
      'redirect.validateToken/refuses-an-altered-signature',
      'redirect.validateToken/refuses-another-state',
      'redirect.validateToken/refuses-an-unsigned-token',
    ],
    has: (scenario) => {
      const [first, ...others] = listCalls(scenario, /validateToken/);
      return others.length > 0 && JSON.stringify(first).includes('"valid_token"');
    },
  },
  'a token that expires after it was validated': {
    rules: ['redirect.validateToken/refuses-an-expired-token'],
    has: ({ transactions }) =>
      transactions.flatMap(ofTransaction).some((step) => 'wait' in step && step.wait > 3_600_000),
  },
  'a token that expires while the user is away': {
    rules: ['redirect.validateToken/refuses-an-expired-token'],
    has: (scenario) =>
      listUserSteps(scenario).some((step) => 'wait' in step && step.wait > 3_600_000),
  },
  'a token that was accepted in an earlier transaction': {
    rules: ['redirect.validateToken/refuses-another-state'],
    has: ({ transactions }) =>
      transactions.length === 2 &&
      transactions.every(({ user }) => JSON.stringify(user).includes('$token')),
  },
  'a parameter of a tracker': {
    rules: ['redirect.sendUserTo', 'transaction.setResultUrl'].flatMap((method) => [
      `${method}/keeps-the-url` as RuleId,
      `${method}/encodes-the-query` as RuleId,
    ]),
    has: (scenario) =>
      listCalls(scenario, /sendUserTo|setResultUrl/).some(({ args }) =>
        JSON.stringify(args).includes('utm_source'),
      ),
  },
  'a replacement pattern as a key or a value': {
    rules: ['cache.get/keys-are-exact', 'cache.get/values-are-exact'],
    has: (scenario) => listTexts(scenario, /cache\.set/).some((text) => text.includes('$&')),
  },
  'records of several transactions': {
    rules: ['cache/total-is-bounded'],
    has: ({ transactions }) => transactions.length > 3,
  },
  'records of several actions': {
    rules: ['cache/total-is-bounded'],
    has: ({ transactions }) => transactions.some(({ actions }) => actions.length > 2),
  },
};
