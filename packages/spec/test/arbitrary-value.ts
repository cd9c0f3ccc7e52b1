import * as fc from 'fast-check';

/** The part of JSON Schema that the schemas of this package use. */
interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly oneOf?: readonly Schema[];
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | false;
}

type Members = Readonly<Record<string, unknown>>;

const memberName = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', 'a\nb', 'type', 'options', 'ttl', 'é/~'),
);

/** Draws valid values of a schema. */
export function valueOf(schema: Schema): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.oneOf) return fc.oneof(...schema.oneOf.map(valueOf));
  switch (schema.type) {
    case 'string':
      return fc.string({ unit: 'binary' });
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'array':
      return fc.array(valueOf(schema.items ?? {}), { maxLength: 3 });
    case 'object':
      return objectOf(schema);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

function objectOf({ properties = {}, required = [], additionalProperties = {} }: Schema) {
  const members = Object.entries(properties).map(([name, schema]) => [
    name,
    required.includes(name) ? valueOf(schema) : fc.option(valueOf(schema), { nil: undefined }),
  ]);
  const known = fc.record<Members>(Object.fromEntries(members), { requiredKeys: [...required] });
  if (additionalProperties === false) return known;
  const free = memberName.filter((name) => !Object.hasOwn(properties, name));
  const further = fc.dictionary(free, valueOf(additionalProperties), { maxKeys: 3 });
  return fc.tuple(further, known).map(([more, members]) => joined(more, members));
}

/** Merges the members of two objects; the second object wins. `__proto__` is an ordinary member. */
function joined(first: Members, second: Members): Members {
  return Object.fromEntries([...Object.entries(first), ...Object.entries(second)]);
}

const json: fc.Arbitrary<unknown> = fc.jsonValue({ maxDepth: 1 });

/** Draws values that JSON cannot express, including values with inherited members. */
export const odd: fc.Arbitrary<unknown> = fc.constantFrom<unknown[]>(
  undefined,
  Number.NaN,
  Infinity,
  1n,
  Object('otp'),
  () => 'otp',
  Array.from({ length: 1 }),
  Object.assign([], { type: 'otp', secret: '', payload: {} }),
  Object.create({ type: 'phone', ttl: 1, secret: '', payload: {} }),
  Object.create({ type: 'email', ttl: '1', further: 1 }),
);

/** Draws values with one part replaced, added or removed, at any depth. */
export function mutant(values: fc.Arbitrary<unknown>, part = json): fc.Arbitrary<unknown> {
  return values.chain((value) => fc.oneof(part, mutantIn(value, part)));
}

function mutantIn(value: unknown, part: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  if (Array.isArray(value)) return mutantItem(value, part);
  if (typeof value === 'object' && value !== null) return mutantMember(value as Members, part);
  return part;
}

function mutantItem(items: readonly unknown[], part: fc.Arbitrary<unknown>) {
  return fc
    .nat(items.length)
    .chain((index) =>
      mutant(fc.constant(items[index]), part).map((item) => items.toSpliced(index, 1, item)),
    );
}

function mutantMember(members: Members, part: fc.Arbitrary<unknown>) {
  const name = fc.oneof(memberName, fc.constantFrom('type', ...Object.keys(members)));
  return name.chain((changed) =>
    fc.oneof(
      fc.constant(
        Object.fromEntries(Object.entries(members).filter(([other]) => other !== changed)),
      ),
      mutant(fc.constant(members[changed]), part).map((value) =>
        joined(members, { [changed]: value }),
      ),
    ),
  );
}

/** Copies a value without the members that are undefined, at any depth. The items of arrays stay. */
export function omitUndefined(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(omitUndefined);
  const members = Object.entries(Object.getOwnPropertyDescriptors(value))
    .filter(([, descriptor]) => descriptor.value !== undefined)
    .map(([name, descriptor]) => [name, { ...descriptor, value: omitUndefined(descriptor.value) }]);
  return Object.create(Object.getPrototypeOf(value) as object | null, Object.fromEntries(members));
}
