import { type Implementation, fromProcess } from '@post-challenge/conformance';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { checkFew } from '../check-few.ts';
import { writeFolder } from '../commands/terminal.ts';

const resolveExample = (name: string) =>
  fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

const fewest = { runs: 2, maxExamples: 2 };

test.for([
  ['python', 'api'],
  ['javascript', 'host'],
] as const)('the example in %s is conformant at %s level', async ([language, level]) => {
  const adapter: unknown = await import(resolveExample(`${language}/adapter.js`));
  const { default: implementation } = adapter as { default: Implementation };

  const { conformant, summary } = await checkFew(implementation, fewest);

  expect(conformant).toBe(level);
  expect(summary.failed).toBe(0);
});

test('the example in Python is conformant without the capability in-process', async () => {
  const adapter: unknown = await import(resolveExample('python/adapter.js'));
  const { default: implementation } = adapter as { default: Implementation };

  expect(implementation.capabilities).toEqual(['outcome', 'clock']);
});

test('the example in Python has at most 150 lines and imports only the standard library', () => {
  const lines = readFileSync(resolveExample('python/implementation.py'), 'utf8')
    .trimEnd()
    .split('\n');

  expect(lines.length).toBeLessThanOrEqual(150);
  expect(lines.filter((line) => /^(?:import|from) /.test(line))).toEqual([
    'import base64, copy, hashlib, hmac, json, math, operator, sys',
    'from urllib.parse import urlencode, urlsplit',
  ]);
});

/** Lists the lines of a file that do not match a published schema. */
function listInvalidLines(file: string, schemaName: string): string[] {
  const path = new URL(`../../schema/${schemaName}.json`, import.meta.url);
  const schema = JSON.parse(readFileSync(path, 'utf8')) as object;
  const validate = new Ajv2020({ strict: true, discriminator: true }).compile(schema);
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
  expect(lines.length).toBeGreaterThan(1000);
  return lines.filter((line) => !validate(JSON.parse(line)));
}

test('every message of the suite and of an implementation matches the published schemas', async () => {
  const folder = writeFolder({});
  const [requests, answers] = [join(folder, 'requests'), join(folder, 'answers')];
  const script = 'tee "$2" | "$0" "$1" | tee "$3"';
  const args = [
    process.execPath,
    resolveExample('javascript/implementation.mjs'),
    requests,
    answers,
  ];

  const implementation = await fromProcess({ command: 'sh', args: ['-c', script, ...args] });
  const { conformant } = await checkFew(implementation, fewest);

  expect(conformant).toBe('host');
  expect(listInvalidLines(requests, 'ProtocolRequest')).toEqual([]);
  expect(listInvalidLines(answers, 'ProtocolMessage')).toEqual([]);
});
