import { type Implementation, checkConformance } from '@post-challenge/conformance';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const pathOf = (name: string) => fileURLToPath(new URL(`../examples/${name}`, import.meta.url));

test.for([
  ['python', 'api'],
  ['javascript', 'host'],
] as const)('the example in %s is conformant at %s level', async ([language, level]) => {
  const adapter: unknown = await import(pathOf(`${language}/adapter.js`));
  const { default: implementation } = adapter as { default: Implementation };

  const { conformant, summary } = await checkConformance(implementation);

  expect(conformant).toBe(level);
  expect(summary.failed).toBe(0);
});

test('the example in Python has at most 150 lines, and imports its standard library only', () => {
  const lines = readFileSync(pathOf('python/implementation.py'), 'utf8').trimEnd().split('\n');

  expect(lines.length).toBeLessThanOrEqual(150);
  expect(lines.filter((line) => /^(?:import|from) /.test(line))).toEqual([
    'import base64, copy, hashlib, hmac, json, math, operator, sys',
    'from urllib.parse import urlencode, urlsplit',
  ]);
});
