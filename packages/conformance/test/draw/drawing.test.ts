import { readFileSync } from 'node:fs';
import type {
  CallStep,
  Json,
  ReturnsStep,
  Scenario,
  Step,
  UserStep,
} from '@post-challenge/conformance';
import { type RuleId, rules } from '@post-challenge/spec';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { properties as all } from '../../src/rules/index.ts';
import type { Property } from '../../src/rules/property.ts';
import { START } from '../../src/draw/times.ts';
import { drawSamples } from './samples.ts';

const properties = Object.entries(all as Record<string, Property>) as [RuleId, Property][];
const DAY = 86_400_000;

/** Draws scenarios of every rule, boundaries first, with and without a host. */
const drawnScenarios: readonly (readonly [RuleId, readonly Scenario[]])[] = properties.map(
  ([id, { given, examples, scenario }]) => [
    id,
    [...examples, ...drawSamples(given, 100)].map((drawn, n) =>
      scenario(drawn as never, needsHostCapability(id) || n % 2 === 1),
    ),
  ],
);

function needsHostCapability(id: RuleId): boolean {
  return (rules[id].needs as readonly string[]).includes('host');
}

function listHandlers({ transactions }: Scenario): (readonly Step[])[] {
  return transactions.flatMap(({ actions }) =>
    actions.flatMap(({ execute, continue: resumed = [] }) => [execute, resumed]),
  );
}

function listCalls(scenario: Scenario, method: RegExp): CallStep[] {
  return listHandlers(scenario)
    .flat()
    .filter((step): step is CallStep => 'call' in step && method.test(step.call));
}

function listUserSteps({ transactions }: Scenario): UserStep[] {
  return transactions.flatMap(({ user }) => user);
}

/** Lists the rules that have drawn a wrong scenario, each with the first of them. */
function findExceptions(
  isRight: (scenario: Scenario, id: RuleId) => boolean,
): [RuleId, Scenario][] {
  return drawnScenarios.flatMap(([id, scenarios]) => {
    const wrong = scenarios.find((scenario) => !isRight(scenario, id));
    return wrong ? [[id, wrong] satisfies [RuleId, Scenario]] : [];
  });
}

describe('every drawn scenario', () => {
  test('matches the published schema', () => {
    const published = new URL('../../schema/Scenario.json', import.meta.url);
    const schema = JSON.parse(readFileSync(published, 'utf8')) as object;
    const validate = new Ajv2020({ strict: true }).compile(schema);

    expect(findExceptions((scenario) => validate(scenario))).toEqual([]);
  });

  test('is plain JSON', () => {
    expect(findExceptions((scenario) => isJson(scenario))).toEqual([]);
    expect(
      [undefined, Number.NaN, -0, [undefined], { a: undefined }, new Date(0)].filter(isJson),
    ).toEqual([]);
  });

  test('waits at most ten seconds in one execution', () => {
    const spends = (steps: readonly Step[]) =>
      steps.reduce((sum, step) => sum + ('wait' in step ? step.wait : 0), 0);
    const wrong = findExceptions((scenario) =>
      listHandlers(scenario).every((steps) => spends(steps) <= 10_000),
    );

    expect(wrong.map(([id]) => id)).toEqual([
      'cache.get/never-outlives-expiry',
      'cache.set/maximum-lifetime',
      'redirect.validateToken/refuses-an-expired-token',
    ]);
  });

  test('has no query parameter named state', () => {
    const wrong = findExceptions((scenario) =>
      listCalls(scenario, /^redirect\.sendUserTo$|^transaction\./).every(
        ({ args: [url, options] }) => {
          const { query = {} } = (options ?? {}) as { query?: object };
          const had = URL.canParse(String(url))
            ? [...new URL(String(url)).searchParams.keys()]
            : [];
          return !Object.hasOwn(query, 'state') && !had.includes('state');
        },
      ),
    );

    expect(wrong).toEqual([]);
  });

  test('has no absolute time if the rule needs no clock', () => {
    const timeless = (id: RuleId) =>
      !(rules[id].needs as readonly string[]).some((need) => ['clock', 'host'].includes(need));
    const wrong = findExceptions(
      (scenario, id) =>
        !timeless(id) ||
        (scenario.now === START &&
          listArgumentMembers('expires_at', scenario).every(
            (expiry) => typeof expiry !== 'number' || expiry === 1,
          )),
    );

    expect(wrong).toEqual([]);
  });

  test('has lifetimes of at most a day, unless the rule judges longer ones', () => {
    const wrong = findExceptions((scenario) =>
      listArgumentMembers('ttl', scenario).every(
        (ttl) => typeof ttl !== 'number' || (ttl >= 0 && ttl <= DAY),
      ),
    );

    expect(wrong.map(([id]) => id)).toEqual(['cache.set/maximum-lifetime']);
  });

  test('lets the user complete only factors that are enabled', () => {
    const wrong = findExceptions((scenario) =>
      listUserSteps(scenario).every(
        (step) => !('completes' in step) || scenario.factors.includes(step.completes.type),
      ),
    );

    expect(wrong).toEqual([]);
  });
});

test('drawn reasons begin and end with every kind of white space, or are empty', () => {
  const [, scenarios = []] = drawnScenarios.find(([id]) => id === 'access.deny/keeps-reason') ?? [];
  const reasons = scenarios.flatMap((scenario) =>
    listCalls(scenario, /deny/).map(({ args }) => args[0]),
  );

  expect(reasons).toEqual(expect.arrayContaining(['', ' no', 'no ', '\tno', 'no\n']));
});

test('only the rules about them draw the names that every object has', () => {
  const text = (scenario: Scenario) => JSON.stringify(scenario);
  const ids = drawnScenarios
    .filter(([, scenarios]) => scenarios.some((one) => text(one).includes('"__proto__"')))
    .map(([id]) => id);

  expect(ids).toEqual([
    'cache.get/member-names-are-keys',
    'prompt.render/member-names-are-fields',
    'redirect.encodeToken/member-names-are-claims',
    'redirect.validateToken/member-names-are-claims',
  ]);
});

const known = new WeakSet();

/** Checks whether a value is plain JSON. Objects that scenarios share are checked once. */
function isJson(value: unknown): boolean {
  if (typeof value === 'number') return Number.isFinite(value) && !Object.is(value, -0);
  if (typeof value !== 'object' || value === null)
    return value === null || ['string', 'boolean'].includes(typeof value);
  if (known.has(value)) return true;
  const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype;
  if (!isPlain || !Object.values(value).every(isJson)) return false;
  known.add(value);
  return true;
}

function listArgumentMembers(name: string, scenario: Scenario): Json[] {
  return listCalls(scenario, /^/).flatMap(({ args }) =>
    args.flatMap((one) => listMemberValues(name, one)),
  );
}

/** Lists the values of all members with a name, at any depth. */
function listMemberValues(name: string, value: Json): Json[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([member, inner]: [string, Json]) => [
    ...(member === name ? [inner] : []),
    ...listMemberValues(name, inner),
  ]);
}

describe('the returns of all drawn scenarios', () => {
  const listReturns = (scenario: Scenario): ReturnsStep['returns'][] =>
    listUserSteps(scenario).flatMap((step) => ('returns' in step ? [step.returns] : []));
  const readState = (part: Json) => JSON.stringify((part as { readonly state?: Json }).state);

  test('have the state in the query and in the body if they are by POST', () => {
    const wrong = findExceptions((scenario) =>
      listReturns(scenario).every(
        ({ method, query, body }) => method === 'GET' || readState(query) === readState(body),
      ),
    );

    expect(wrong.map(([id]) => id)).toEqual([]);
  });

  test('use both methods', () => {
    const all = drawnScenarios.flatMap(([, scenarios]) => scenarios.flatMap(listReturns));

    expect([...new Set(all.map(({ method }) => method))].toSorted()).toEqual(['GET', 'POST']);
  });
});
