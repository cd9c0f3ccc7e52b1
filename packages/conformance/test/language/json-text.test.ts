import { expect, test } from 'vitest';
import { describeExcess } from '../../src/language/json-text.ts';

const bounds = { length: 200, depth: 3, parts: 5 };

test.for<[string, string | undefined]>([
  ['[[[1]]]', undefined],
  ['[[[[1]]]]', 'more than 3 levels'],
  ['{"a":{"b":{"c":{}}}}', 'more than 3 levels'],
  ['[1,2,3]', undefined],
  ['[1,2,3,4,5]', 'more than 5 values'],
  [JSON.stringify(['[[[[', '{{{{{{', ',,,,,,', '"\\']), undefined],
  [JSON.stringify('x'.repeat(200)), 'more than 200 characters'],
  ['[[', undefined],
  [']]]][[[[', undefined],
])('%s exceeds %s', ([text, excess]) => {
  expect(describeExcess(text, bounds)).toBe(excess);
});
