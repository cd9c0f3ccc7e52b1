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

  test.for([
    ['minLength', { type: 'string', minLength: 1 }],
    ['minItems', { type: 'array', items: point, minItems: 1 }],
    ['minProperties', { ...point, minProperties: 1 }],
    ['anyOf', { ...point, properties: { y: { anyOf: [{ type: 'string' }, point] } } }],
    ['integer', { type: 'integer' }],
    ['oneOf', { type: 'object', oneOf: [point] }],
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
