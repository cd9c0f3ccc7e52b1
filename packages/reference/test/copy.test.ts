import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { copied } from '../src/copy.ts';

test('a copy of data says what JSON says, and shares nothing', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (data) => {
      const copy = copied(data);

      expect(JSON.stringify(copy)).toBe(JSON.stringify(data));
      expect(sharedBy(copy, data)).toBe(false);
    }),
  );
});

test('a member may be named __proto__', () => {
  const data = JSON.parse('{"__proto__": {"a": {}}, "b": 1}') as { ['__proto__']: object };
  const copy = copied(data);

  expect(Object.getPrototypeOf(copy)).toBe(Object.prototype);
  expect(JSON.stringify(copy)).toBe(JSON.stringify(data));
});

/** Whether two values have an object in common. */
function sharedBy(a: unknown, b: unknown): boolean {
  const objects = new Set(objectsIn(a));
  return objectsIn(b).some((object) => objects.has(object));
}

function objectsIn(value: unknown): object[] {
  if (typeof value !== 'object' || value === null) return [];
  return [value, ...Object.values(value).flatMap(objectsIn)];
}
