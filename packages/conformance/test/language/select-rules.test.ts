import { rules, listRuleIds } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { UsageError } from '@post-challenge/spec/command-line';
import { parseRuleId, selectRules } from '../../src/language/select-rules.ts';

const catalogue = listRuleIds('2025');

test('selects every rule if there is no pattern', () => {
  expect(selectRules()).toEqual(catalogue);
});

test('selects only rules of level MUST if the level is must', () => {
  const ids = selectRules('*', 'must');

  expect(ids.length).toBeGreaterThan(50);
  expect(ids.filter((id) => rules[id].level !== 'MUST')).toEqual([]);
  expect(selectRules(['api/*'], 'must')).toEqual([
    'api/has-every-method',
    'api/results-are-synchronous',
  ]);
});

describe('a pattern', () => {
  test('without an asterisk selects the rule of that id', () => {
    expect(selectRules(['cache.set/ttl'], 'should')).toEqual(['cache.set/ttl']);
  });

  test('with asterisks selects all ids that match, across slashes and dots', () => {
    expect(selectRules(['cache/*'], 'should')).toEqual(
      catalogue.filter((id) => id.startsWith('cache/')),
    );
    expect(selectRules(['*returns-api'], 'should')).toEqual([
      'access.deny/returns-api',
      'redirect.sendUserTo/returns-api',
    ]);
    expect(selectRules(['*'], 'should')).toEqual(catalogue);
  });

  test('matches whole ids only', () => {
    expect(() => selectRules(['set/*'], 'should')).toThrow(UsageError);
    expect(() => selectRules(['*/tt'], 'should')).toThrow(UsageError);
    expect(() => selectRules(['*cache.set/tt'], 'should')).toThrow(UsageError);
  });

  test('with many asterisks costs no more than one with few', () => {
    expect(selectRules([`${'*'.repeat(100)}ttl`])).toEqual(selectRules(['*ttl']));
    expect(selectRules(['*a*a*a*a*'])).toEqual(catalogue.filter((id) => id.split('a').length > 4));
    expect(() => selectRules(['*******0'])).toThrow(UsageError);
    expect(() => selectRules([`${'*a'.repeat(99)}*0`])).toThrow(UsageError);
  });

  test('with a part that occurs twice, and at the end, matches the last place too', () => {
    expect(selectRules(['cache.*t*t*l'])).toContain('cache.set/ttl');
    expect(() => selectRules(['cache.set/ttl*ttl'])).toThrow(UsageError);
  });

  test('is refused if it is too long, and escaped in the message', () => {
    expect(() => selectRules(['*'.repeat(201)])).toThrow(/ is longer than 200 characters\./);
    expect(() => selectRules(['\u001B[2J\u009B*\u202E'])).toThrow(
      String.raw`No rule matches \u{1b}[2J\u{9b}*\u{202e}. The nearest: `,
    );
  });

  test('takes every other character literally', () => {
    expect(() => selectRules(['cache?set/*'], 'should')).toThrow(UsageError);
    expect(() => selectRules(['c.che.set/*'], 'should')).toThrow(UsageError);
  });
});

test('selects each rule once, in the order of the catalogue, if there are several patterns', () => {
  expect(selectRules(['cache.set/ttl', 'cache.get/*', '*/ttl'], 'should')).toEqual([
    ...catalogue.filter((id) => id.startsWith('cache.get/')),
    'cache.set/ttl',
  ]);
});

describe('suggests the nearest pattern if a pattern matches nothing', () => {
  test.for([
    ['cahe.set/*', 'cache.set/*'],
    ['redirect.validatToken/*', 'redirect.validateToken/*'],
    ['sendUserTo/*', 'redirect.sendUserTo/*'],
    ['flwo/*', 'flow/*'],
    ['*/earler-expiry-wins', 'cache.set/earlier-expiry-wins'],
  ] as const)('%s: %s', ([pattern, nearest]) => {
    expect(() => selectRules([pattern], 'should')).toThrow(
      expect.objectContaining({
        message: expect.stringContaining(
          `No rule matches ${pattern}. The nearest: ${nearest}, `,
        ) as string,
      }),
    );
    expect(selectRules([nearest], 'should')).not.toEqual([]);
  });
});

test('suggests the pattern of a method if its name stands alone', () => {
  expect(() => selectRules(['cache.gett'])).toThrow(
    'There is no rule cache.gett. The nearest: cache.get/*, ',
  );
  expect(() => selectRules(['cache.set'])).toThrow(
    'There is no rule cache.set. The nearest: cache.set/*',
  );
});

describe('suggests the nearest id if an id does not exist', () => {
  test.for([
    ['cache.set/tll', 'cache.set/ttl'],
    ['ttl', 'cache.set/ttl'],
    ['access.deny/return-api', 'access.deny/returns-api'],
    [
      'redirect.validateToken/refuses-expired-token',
      'redirect.validateToken/refuses-an-expired-token',
    ],
  ] as const)('%s: %s', ([id, nearest]) => {
    expect(() => parseRuleId(id)).toThrow(
      expect.objectContaining({
        message: expect.stringMatching(
          new RegExp(`^There is no rule ${id}. The nearest: ${nearest}, `),
        ) as string,
      }),
    );
  });

  test('even if the id is a name that every object has', () => {
    expect(() => parseRuleId('constructor')).toThrow(UsageError);
  });
});
