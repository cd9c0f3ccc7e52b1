import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';

const folder = new URL('../schema/', import.meta.url);

test.for(readdirSync(folder))('schema/%s is one that a strict validator takes', (file) => {
  const schema: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));

  expect(() => new Ajv2020({ strict: true }).compile(schema as object)).not.toThrow();
  expect(schema).toMatchObject({ $id: `urn:post-challenge:spec:${file.replace(/\.json$/u, '')}` });
});
