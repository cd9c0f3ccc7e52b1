import type { RuleId } from '@post-challenge/spec';
import { type Json, type JsonObject, isObject } from '../../src/language/json.ts';
import type {
  ActionScript,
  CallStep,
  Scenario,
  Step,
  TokenRecipe,
  TransactionScript,
  UserStep,
} from '../../src/language/scenario.ts';

/** Something that a scenario has, and the rules that need it: at default runs, each of them draws it at least once. */
export interface Feature {
  readonly rules: readonly RuleId[];
  readonly has: (scenario: Scenario) => boolean;
}

const model = 'flow/behaves-as-its-model';
const cacheModel = 'cache/behaves-as-its-model';

const ofAction = ({ execute, continue: resumed = [] }: ActionScript): readonly Step[] => [
  ...execute,
  ...resumed,
];
const ofTransaction = ({ actions }: TransactionScript): Step[] => actions.flatMap(ofAction);
const isCall = (step: Step, method: RegExp): step is CallStep =>
  'call' in step && method.test(step.call);

function listCalls({ transactions }: Scenario, method: RegExp): CallStep[] {
  return transactions.flatMap(ofTransaction).filter((step) => isCall(step, method));
}

function listUserSteps({ transactions }: Scenario): UserStep[] {
  return transactions.flatMap(({ user }) => user);
}

function listReturns(scenario: Scenario) {
  return listUserSteps(scenario).flatMap((step) => ('returns' in step ? [step.returns] : []));
}

/** Lists a JSON value and all values in it. */
function listValues(value: Json): Json[] {
  if (Array.isArray(value)) return [value, ...value.flatMap((item: Json) => listValues(item))];
  return isObject(value) ? [value, ...Object.values(value).flatMap(listValues)] : [value];
}

function listPayloadValues(scenario: Scenario): Json[] {
  return listCalls(scenario, /encodeToken/).flatMap(({ args: [options] }) =>
    listValues((options as JsonObject)['payload'] ?? null),
  );
}

function listRecipes(scenario: Scenario): TokenRecipe[] {
  return listValues(scenario as unknown as Json).flatMap((value) =>
    isObject(value) && '$token' in value ? [value['$token'] as unknown as TokenRecipe] : [],
  );
}

function listUrls(scenario: Scenario): URL[] {
  return listCalls(scenario, /sendUserTo|setResultUrl/).flatMap(({ args: [url] }) =>
    URL.canParse(String(url)) ? [new URL(String(url))] : [],
  );
}

const isState = (value: Json | undefined): value is JsonObject =>
  isObject(value) && '$state' in value;

/** Lists the states of the returns, as placeholders, texts or `undefined`. */
function listStates(scenario: Scenario): (Json | undefined)[] {
  return listReturns(scenario).map(({ query }) => (query as JsonObject)['state']);
}

const countIn = (text: string, part: string) => text.split(part).length - 1;
const hasFraction = (value: Json) => typeof value === 'number' && !Number.isInteger(value);
const isEmptyObject = (value: Json) => isObject(value) && Object.keys(value).length === 0;
const listTexts = (scenario: Scenario, method: RegExp) =>
  listCalls(scenario, method).flatMap(({ args }) => args.slice(0, 2).map(String));

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

/** The features whose drawing is measured. */
export const features: Readonly<Record<string, Feature>> = {
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
  'text beyond ASCII in an event': {
    rules: ['flow/passes-the-event', 'flow/passes-the-event-to-every-handler'],
    has: ({ transactions }) =>
      transactions.some(({ event }) => /[^ -~]/.test(JSON.stringify(event))),
  },
  'several roles': {
    rules: ['flow/passes-the-event'],
    has: ({ transactions }) =>
      transactions.some(({ event }) => /"roles":\[[^\]]+,/.test(JSON.stringify(event))),
  },
  'a nested object in metadata': {
    rules: ['flow/passes-the-event'],
    has: ({ transactions }) =>
      transactions.some(({ event }) =>
        Object.values((event as { user: { app_metadata: JsonObject } }).user.app_metadata).some(
          (value) => isObject(value) || Array.isArray(value),
        ),
      ),
  },
};
