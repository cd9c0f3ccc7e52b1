import { readFileSync, readdirSync } from 'node:fs';
import { DEFAULT_TOKEN_LIFETIME, DEFAULT_TOKEN_PARAMETER, rules } from '@post-challenge/spec';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { membersOf } from './members.ts';

const root = new URL('../', import.meta.url);
const files = readdirSync(new URL('schema/', root)).map((name) => `schema/${name}`);

interface Member {
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly unit?: string;
}

interface Callable {
  readonly name: string;
  readonly summary: string;
  readonly parameters: readonly Member[];
  readonly result: { readonly type: string };
  readonly limits: readonly string[];
}

interface Method extends Callable {
  readonly rules: readonly string[];
  readonly schema: string;
}

interface Contract {
  readonly trigger: { readonly id: string; readonly rules: readonly string[] };
  readonly handlers: readonly Callable[];
  readonly namespaces: readonly { readonly rules: readonly string[] }[];
  readonly methods: readonly Method[];
  readonly types: Readonly<
    Record<string, { readonly members?: readonly Member[]; readonly variants?: readonly string[] }>
  >;
  readonly limits: Readonly<
    Record<string, { readonly description: string; readonly bounds: readonly string[] }>
  >;
}

const contract = read('contract.json') as Contract;
const { handlers, methods, types, limits } = contract;
const parameters = [...handlers, ...methods].flatMap((callable) => callable.parameters);
const members = [...parameters, ...Object.values(types).flatMap(({ members = [] }) => members)];

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

  test.for(files)('%s describes every member and every variant', (file) => {
    const unsaid = membersOf(read(file)).filter(({ schema }) => !schema.description);

    expect(unsaid).toEqual([]);
  });

  test.for([...files, 'contract.json', 'rules.json'])('%s holds no tag of TSDoc', (file) => {
    expect(readFileSync(new URL(file, root), 'utf8')).not.toMatch(/\{@\w/);
  });

  test('contract.json describes every handler, method, parameter, member and limit', () => {
    const texts = [
      ...[...handlers, ...methods].map(({ summary }) => summary),
      ...[...members, ...Object.values(limits)].map(({ description }) => description),
    ];

    expect(texts.filter((text) => !text.endsWith('.'))).toEqual([]);
  });

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

test.for([
  ['contract.json', 'Contract'],
  ['rules.json', 'Rules'],
] as const)('%s is valid by the schema that it names', ([file, title]) => {
  const document = read(file);
  const check = new Ajv2020({ strict: true, allErrors: true }).compile(
    read(`schema/${title}.json`),
  );

  check(document);

  expect(check.errors).toBeNull();
  expect(document).toHaveProperty('$schema', `./schema/${title}.json`);
});

describe('contract.json', () => {
  test('describes every type that it names', () => {
    const words = [...handlers, ...methods].flatMap(listTypes);

    expect(listNames(words)).toContain('FactorSelector');
    expect(listNames(words).toSorted()).toEqual(Object.keys(types).toSorted());
  });

  test('gives the unit of every number of a method', () => {
    const names = listNames(methods.flatMap(listTypes));
    const numbers = [
      ...methods.flatMap(({ parameters }) => parameters),
      ...names.flatMap((name) => types[name]?.members ?? []),
    ].filter(({ type }) => type === 'number');

    expect(numbers.map(({ name }) => name)).toContain('ttl');
    expect(numbers.filter(({ unit }) => !unit)).toEqual([]);
  });

  test('lists every rule once', () => {
    const listed = [contract.trigger, ...contract.namespaces, ...methods].flatMap(
      (section) => section.rules,
    );

    expect(listed.toSorted()).toEqual(Object.keys(rules).toSorted());
  });

  test.for(Object.entries(limits))('bounds something that exists: %s', ([id, { bounds }]) => {
    const paths = [
      contract.trigger.id,
      ...[...handlers, ...methods].map(({ name }) => name),
      ...methods.flatMap(({ name, parameters }) => listPaths(name, parameters)),
    ];
    const bounded = [...handlers, ...methods].filter(({ name }) =>
      bounds.some((bound) => bound === name || bound.startsWith(`${name}.`)),
    );

    expect(bounds.filter((bound) => !paths.includes(bound))).toEqual([]);
    expect(bounded.filter((callable) => !callable.limits.includes(id))).toEqual([]);
  });

  test('names schemas that exist', () => {
    expect(methods.map(({ schema }) => schema).filter((path) => !files.includes(path))).toEqual([]);
  });
});

/** Lists the paths of parameters and of the members of their types. */
function listPaths(prefix: string, parameters: readonly Member[]): string[] {
  return parameters.flatMap(({ name, type }) => [
    `${prefix}.${name}`,
    ...(types[type]?.members ?? []).map((member) => `${prefix}.${name}.${member.name}`),
  ]);
}

/** Lists the types of the parameters and of the result, in words. */
function listTypes({ parameters, result }: Callable): string[] {
  return [...parameters.map(({ type }) => type), result.type];
}

/** Lists the names in types, and in the types with these names. */
function listNames(words: readonly string[], known: readonly string[] = []): readonly string[] {
  const names = new Set(words.flatMap((type) => type.match(/\b[A-Z]\w+/gu) ?? []));
  const found = [...names].filter((name) => !known.includes(name));
  if (found.length === 0) return known;
  const inner = found.flatMap((name) => [
    ...(types[name]?.members ?? []).map(({ type }) => type),
    ...(types[name]?.variants ?? []),
  ]);
  return listNames(inner, [...known, ...found]);
}
