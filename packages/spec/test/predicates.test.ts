import { describe, expect, test } from 'vitest';
import { predicatesOf } from '../scripts/predicates.js';

const point = { type: 'object', required: ['x'], properties: { x: { type: 'number' } } };

describe('the predicates of schemas', () => {
  test('are shared by those that are equal', () => {
    const list = { type: 'array', items: point };
    const source = predicatesOf({ point, list, other: structuredClone(list) }, {});

    expect(source.match(/^function p/gmu)).toHaveLength(2);
  });

  test('know no name but theirs', async () => {
    const { isRight, areRight } = await compiled(predicatesOf({ point }, { draw: point }));

    expect([isRight('point', { x: 1 }), isRight('toString', { x: 1 })]).toEqual([true, false]);
    expect([areRight('draw', [1]), areRight('point', [1])]).toEqual([true, false]);
  });

  test('ask for members that only `required` names', async () => {
    const { isRight } = await compiled(predicatesOf({ line: { ...point, required: ['to'] } }, {}));

    expect([isRight('line', { x: 1, to: null }), isRight('line', { x: 1 })]).toEqual([true, false]);
  });

  test('judge of a choice that any of it is right', async () => {
    const anyOf = [{ type: 'string' }, point];
    const { isRight } = await compiled(
      predicatesOf({ end: { ...point, properties: { x: { anyOf } } } }, {}),
    );

    expect([{ x: 'a' }, { x: { x: 1 } }, { x: 1 }].map((value) => isRight('end', value))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('judge of variants without a tag that exactly one is right', async () => {
    const oneOf = [point, { ...point, required: ['y'] }];
    const { isRight } = await compiled(predicatesOf({ end: { type: 'object', oneOf } }, {}));
    const values = [{ x: 1 }, { y: 1 }, { x: 1, y: 1 }, {}, { x: 'a', y: 1 }];

    expect(values.map((value) => isRight('end', value))).toEqual([true, true, false, false, false]);
  });

  test('count as integers what has no fraction, from the least on', async () => {
    const schemas = { any: { type: 'integer' }, least: { type: 'integer', minimum: 0 } };
    const { isRight } = await compiled(predicatesOf(schemas, {}));
    const values = [0, Infinity, -1, 0.5, NaN, '1'];
    const right = (name: string) => values.filter((value) => isRight(name, value));

    expect(right('any')).toEqual([0, Infinity, -1]);
    expect(right('least')).toEqual([0, Infinity]);
  });

  test.for([
    ['minLength', { type: 'string', minLength: 1 }],
    ['minItems', { type: 'array', items: point, minItems: 1 }],
    ['minProperties', { ...point, minProperties: 1 }],
    ['title', { ...point, properties: { y: { title: 'y', anyOf: [{ type: 'string' }, point] } } }],
    ['maximum', { type: 'integer', maximum: 1 }],
    ['array', { type: ['array', 'string'] }],
  ] as const)('are not made of what they could not tell: %s', ([keyword, schema]) => {
    expect(() => predicatesOf({ schema }, {})).toThrow(keyword);
  });
});

interface Compiled {
  isRight(name: string, value: unknown): boolean;
  areRight(name: string, list: readonly unknown[]): boolean;
}

function compiled(source: string): Promise<Compiled> {
  return import(`data:text/javascript,${encodeURIComponent(source)}`) as Promise<Compiled>;
}
