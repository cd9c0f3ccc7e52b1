import { readFileSync, readdirSync } from 'node:fs';
import { DEFAULT_TOKEN_LIFETIME, DEFAULT_TOKEN_PARAMETER } from '@post-challenge/spec';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { membersOf } from './members.ts';

const root = new URL('../', import.meta.url);
const files = readdirSync(new URL('schema/', root)).map((name) => `schema/${name}`);

interface Described {
  readonly name?: string;
  readonly description?: string;
}

interface Contract {
  readonly methods: readonly (Described & {
    readonly parameters: readonly Described[];
    readonly result: Described;
  })[];
}

const contract = read('contract.json') as Contract;

function read(file: string): object {
  return JSON.parse(readFileSync(new URL(file, root), 'utf8')) as object;
}

test.for(files)('a strict validator accepts %s', (file) => {
  const schema = read(file);
  const title = file.slice('schema/'.length, -'.json'.length);

  expect(() => new Ajv2020({ strict: true, useDefaults: true }).compile(schema)).not.toThrow();
  expect(schema).toMatchObject({ $id: `urn:post-challenge:spec:${title}` });
});

describe('descriptions', () => {
  test.for(files)('%s has a description', (file) => {
    expect(read(file)).toHaveProperty('description', expect.stringMatching(/\.$/u));
  });

  test.for([...files, 'contract.json'])('%s describes every member and every variant', (file) => {
    const unsaid = membersOf(read(file)).filter(({ schema }) => !schema.description);

    expect(unsaid).toEqual([]);
  });

  test.for(contract.methods)(
    'contract.json describes $name, its parameters and its result',
    ({ parameters, result, ...method }) => {
      const unsaid = [method, ...parameters, result].filter(
        ({ description }) => !description?.endsWith('.'),
      );

      expect(unsaid).toEqual([]);
    },
  );

  test.for([
    ['EncodeTokenOptions', '/expiresInSeconds', DEFAULT_TOKEN_LIFETIME],
    ['ValidateTokenOptions', '/tokenParameterName', DEFAULT_TOKEN_PARAMETER],
  ] as const)('%s has the default of %s in the code', ([type, path, value]) => {
    const member = membersOf(read(`schema/${type}.json`)).find((found) => found.path === path);

    expect(member?.schema).toHaveProperty('default', value);
    expect(member?.schema.description).toContain(
      `Default: ${JSON.stringify(value)}`.replaceAll('"', "'"),
    );
  });
});

test('a validator that adds defaults does not change an expiry', () => {
  const options = { expires_at: Number.MAX_SAFE_INTEGER };

  new Ajv2020({ useDefaults: true }).compile(read('schema/CacheSetOptions.json'))(options);

  expect(options).toEqual({ expires_at: Number.MAX_SAFE_INTEGER });
});
