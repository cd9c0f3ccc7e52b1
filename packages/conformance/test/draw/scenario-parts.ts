import type {
  ActionScript,
  CallStep,
  Scenario,
  Step,
  TokenRecipe,
  TransactionScript,
  UserStep,
} from '../../src/language/scenario.ts';
import { type Json, type JsonObject, isObject } from '../../src/language/json.ts';

export const ofAction = ({ execute, continue: resumed = [] }: ActionScript): readonly Step[] => [
  ...execute,
  ...resumed,
];
export const ofTransaction = ({ actions }: TransactionScript): Step[] => actions.flatMap(ofAction);
export const isCall = (step: Step, method: RegExp): step is CallStep =>
  'call' in step && method.test(step.call);

export function listCalls({ transactions }: Scenario, method: RegExp): CallStep[] {
  return transactions.flatMap(ofTransaction).filter((step) => isCall(step, method));
}

export function listUserSteps({ transactions }: Scenario): UserStep[] {
  return transactions.flatMap(({ user }) => user);
}

export function listReturns(scenario: Scenario) {
  return listUserSteps(scenario).flatMap((step) => ('returns' in step ? [step.returns] : []));
}

/** Lists a JSON value and all values in it. */
export function listValues(value: Json): Json[] {
  if (Array.isArray(value)) return [value, ...value.flatMap((item: Json) => listValues(item))];
  return isObject(value) ? [value, ...Object.values(value).flatMap(listValues)] : [value];
}

export function listPayloadValues(scenario: Scenario): Json[] {
  return listCalls(scenario, /encodeToken/).flatMap(({ args: [options] }) =>
    listValues((options as JsonObject)['payload'] ?? null),
  );
}

export function listRecipes(scenario: Scenario): TokenRecipe[] {
  return listValues(scenario as unknown as Json).flatMap((value) =>
    isObject(value) && '$token' in value ? [value['$token'] as unknown as TokenRecipe] : [],
  );
}

export function listUrls(scenario: Scenario): URL[] {
  return listCalls(scenario, /sendUserTo|setResultUrl/).flatMap(({ args: [url] }) =>
    URL.canParse(String(url)) ? [new URL(String(url))] : [],
  );
}

export const isState = (value: Json | undefined): value is JsonObject =>
  isObject(value) && '$state' in value;

/** Lists the states of the returns, as placeholders, texts or `undefined`. */
export function listStates(scenario: Scenario): (Json | undefined)[] {
  return listReturns(scenario).map(({ query }) => (query as JsonObject)['state']);
}

export const countIn = (text: string, part: string) => text.split(part).length - 1;
export const hasFraction = (value: Json) => typeof value === 'number' && !Number.isInteger(value);
export const isEmptyObject = (value: Json) => isObject(value) && Object.keys(value).length === 0;
export const listTexts = (scenario: Scenario, method: RegExp) =>
  listCalls(scenario, method).flatMap(({ args }) => args.slice(0, 2).map(String));

/** Lists the members of the events with a path. */
export function listEventMembers({ transactions }: Scenario, path: string): Json[] {
  return transactions.flatMap(({ event }) => {
    const found = path
      .split('.')
      .reduce<Json | undefined>((part, name) => (isObject(part) ? part[name] : undefined), event);
    return found === undefined ? [] : [found];
  });
}

export const listEventValues = (scenario: Scenario, path: string) =>
  listEventMembers(scenario, path).flatMap(listValues);

/** Checks whether such a call comes before or after another one in a handler. */
export function hasPair(scenario: Scenario, first: RegExp, second: RegExp, handler = /./): boolean {
  return scenario.transactions.some(({ actions }) =>
    actions.some((action) =>
      (['execute', 'continue'] as const)
        .filter((name) => handler.test(name))
        .some((name) => {
          const steps = action[name] ?? [];
          const at = steps.findIndex((step) => isCall(step, first));
          return at >= 0 && steps.slice(at + 1).some((step) => isCall(step, second));
        }),
    ),
  );
}

/** Checks whether a value is an object with a member of a name. */
export function hasName(value: Json | undefined, name: string): boolean {
  return isObject(value) && Object.hasOwn(value, name);
}
