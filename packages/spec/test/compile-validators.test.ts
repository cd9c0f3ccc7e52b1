import { type Validator, collectIssues } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { compileValidators } from '../../../scripts/compile-validators.js';

const point = { type: 'object', properties: { x: { type: 'number' } } };
const described = { description: 'The start of the line.', ...point };
const wheel = { type: 'object', required: ['wheels'], properties: { wheels: { const: 2 } } };

const source = compileValidators({
  point,
  line: { type: 'object', properties: { from: described, to: point } },
  count: { type: 'integer', minimum: 0 },
  any: { anyOf: [{ type: 'string' }, point] },
  one: { type: 'object', oneOf: [wheel, { ...wheel, description: 'Again.' }] },
  empty: { type: 'object', additionalProperties: false },
  word: { type: 'string', pattern: '^a' },
});
const { validators }: { validators: Record<string, Validator> } = await import(
  `data:text/javascript,${encodeURIComponent(source)}`
);

function validate(name: string, value: unknown) {
  const validator = validators[name];
  if (!validator) throw new TypeError(`There is no validator named ${name}`);
  return collectIssues(validator, value);
}

describe('compileValidators', () => {
  test('compiles schemas that differ only in descriptions once', () => {
    expect(source.match(/`\/x`/gu)).toHaveLength(1);
    expect(validate('line', { from: { x: '1' }, to: { x: null } })).toEqual([
      { path: '/from/x', expected: 'a number', received: '1' },
      { path: '/to/x', expected: 'a number', received: null },
    ]);
  });

  test.for([
    ['count', -1, ['a number >= 0']],
    ['any', 1, ['a string', 'an object', 'a value that matches a schema in anyOf']],
    ['one', { wheels: 2 }, ['a value that matches exactly one schema in oneOf']],
    ['empty', { x: 1 }, ['no such member']],
    ['word', '', ['a value that satisfies pattern']],
  ] as const)('reports the expectation of %s', ([name, value, expected]) => {
    expect(validate(name, value).map((issue) => issue.expected)).toEqual(expected);
  });

  test('reports every type if a schema allows several', () => {
    const params = { type: ['string', 'null', 'integer'] };
    const errors = [{ instancePath: '', keyword: 'type', params }];

    expect(
      collectIssues(
        Object.assign(() => false, { errors }),
        true,
      ),
    ).toEqual([{ path: '', expected: 'a string or null or an integer', received: true }]);
  });
});
