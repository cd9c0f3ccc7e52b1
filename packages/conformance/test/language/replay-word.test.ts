import { type Scenario, decodeReplay, encodeReplay } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/language/json.ts';
import { properties as all } from '../../src/rules/index.ts';
import type { Property } from '../../src/rules/property.ts';
import { oneExecution } from '../../src/rules/scenarios.ts';

const properties: Readonly<Partial<Record<RuleId, Property>>> = all;

const damaged = new TypeError(
  'Cannot replay the scenario: it is damaged. Copy the whole word from the replay line of the report.',
);

const rule = 'cache.set/ttl';
const scenario = oneExecution([
  { call: 'cache.set', args: ['key', 'é', { ttl: 1000 }] },
  { wait: 1 },
  { call: 'cache.get', args: ['key'] },
]);
const word = 'ePl3h7F9i0Yu7PShLSrdxIJMUHE_WuiMFjqjhc5ooYOz0CHQYsJW4AAA-bJ-dQ';

describe('decodeReplay returns the encoded scenario', () => {
  test.for<RuleId>([
    'access.deny/keeps-reason',
    'authentication.challengeWith/keeps-its-own-factors',
    'cache.get/values-are-exact',
    'cache.get/member-names-are-keys',
    'cache.get/lone-surrogates',
    'cache.set/refuses-invalid-expiry',
    'cache/behaves-as-its-model',
    'redirect.sendUserTo/encodes-the-query',
    'redirect.encodeToken/member-names-are-claims',
    'redirect.validateToken/refuses-an-altered-signature',
  ])('for %s', (id) => {
    const { given, scenario: createScenario } = properties[id] as Property;

    fc.assert(
      fc.property(given, fc.boolean(), (drawn, onHost) => {
        const created = createScenario(drawn as never, onHost);
        expect(decodeReplay(id, encodeReplay(id, created))).toStrictEqual(created);
      }),
      { seed: 1 },
    );
  });

  test('for a word that was printed before', () => {
    expect(decodeReplay('access.deny/returns-api', word)).toEqual(
      oneExecution([{ call: 'access.deny', args: [''] }]),
    );
  });

  test('from a word that fits into two lines of a terminal', () => {
    expect(encodeReplay(rule, scenario).length).toBeLessThan(160);
  });
});

/** Puts a text into so many lists. */
function nest(depth: number): Json {
  let value: Json = 'x';
  for (let level = 0; level < depth; level += 1) value = [value];
  return value;
}

describe('decodeReplay throws if a word', () => {
  const whole = encodeReplay(rule, scenario);

  test('was cut', () => {
    for (let length = 0; length < whole.length; length += 1)
      expect(() => decodeReplay(rule, whole.slice(0, length))).toThrow(damaged);
  });

  test.for(['A', 'AAAA', '-_', whole])('has %s added to it', (more) => {
    expect(() => decodeReplay(rule, `${whole}${more}`)).toThrow(damaged);
  });

  test('has a changed character, unless it decodes to the same scenario', () => {
    for (let at = 0; at < whole.length; at += 1) {
      const other = whole[at] === 'A' ? 'B' : 'A';
      const changed = `${whole.slice(0, at)}${other}${whole.slice(at + 1)}`;
      expect(tryDecode(changed), changed).toSatisfy(
        (decoded) =>
          decoded === damaged.message || JSON.stringify(decoded) === JSON.stringify(scenario),
      );
    }
  });

  test.for(['', ' ', 'garbage', '<state>', 'eJw', `${whole} ${whole}`, `"${whole}"`, `${whole}\n`])(
    'is %j',
    (garbage) => {
      expect(() => decodeReplay(rule, garbage)).toThrow(damaged);
    },
  );

  test.for<[string, () => string, RegExp | TypeError]>([
    ['is long', () => 'e'.repeat(100_001), /: the word is longer than 100000 characters\. Copy /],
    ['is a file', () => './report.json', /: the word is a file\. Copy the word from the replay /],
    [
      'holds megabytes',
      () => encodeReplay(rule, oneExecution([{ call: 'access.deny', args: ['x'.repeat(5e6)] }])),
      damaged,
    ],
    [
      'holds many steps',
      () => encodeReplay(rule, oneExecution(Array.from({ length: 30_000 }, () => ({ wait: 1 })))),
      damaged,
    ],
    [
      'holds lists in lists',
      () => encodeReplay(rule, oneExecution([{ call: 'access.deny', args: [nest(1000)] }])),
      damaged,
    ],
    [
      'begins after the last Date',
      () => encodeReplay(rule, { ...scenario, now: 1e300 }),
      /: its times are beyond those of a Date\.$/,
    ],
    [
      'waits until after the last Date',
      () => encodeReplay(rule, oneExecution([{ wait: 9e15 }])),
      /: its times are beyond those of a Date\.$/,
    ],
  ])('%s', ([, create, error]) => {
    expect(() => decodeReplay(rule, create())).toThrow(error);
  });

  test('is damaged, with the reason as the cause', () => {
    expect(() => decodeReplay(rule, 'garbage')).toThrow(
      expect.objectContaining({ cause: expect.any(Error) as Error }),
    );
  });

  function tryDecode(one: string): Scenario | string {
    try {
      return decodeReplay(rule, one);
    } catch (error) {
      return (error as TypeError).message;
    }
  }
});

test('decodeReplay throws if a word was encoded for another rule, and names that rule', () => {
  expect(() => decodeReplay('cache.set/expires-at', encodeReplay(rule, scenario))).toThrow(
    new TypeError(
      'Cannot replay the scenario: it was recorded for cache.set/ttl, not for cache.set/expires-at. Name the rule cache.set/ttl instead.',
    ),
  );
});

test('decodeReplay throws if a word encodes no scenario, and describes the issue', () => {
  const nonsense = { ...scenario, factors: ['pigeon'] } as unknown as Scenario;

  expect(() => decodeReplay(rule, encodeReplay(rule, nonsense))).toThrow(
    /^Cannot replay the scenario: \/factors\/0 is "pigeon", expected one of "otp", /,
  );
});
