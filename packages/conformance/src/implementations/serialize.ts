import type { Json } from '../language/json.ts';
import { serializeError } from '../language/serialize-error.ts';

const MAX_DEPTH = 32;

/**
 * Serializes any value as JSON. Values that JSON cannot represent become objects such as `{ $undefined: true }`.
 *
 * @remarks
 * Members that an object inherits count too, except those of `Object.prototype`. Functions are left out. Names that begin with `$`
 * are reserved: a member of such a name gets another `$` before it.
 */
export function serializeValue(value: unknown, api: unknown, depth = 0): Json {
  if (value === undefined) return { $undefined: true };
  if (value === api) return { $api: true };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: `${value}` };
  if (typeof value !== 'object') return { $other: `a ${typeof value}` };
  if (depth === MAX_DEPTH) return { $other: 'an object nested too deep' };
  try {
    return Array.isArray(value)
      ? Array.from(value, (item) => serializeValue(item, api, depth + 1))
      : serializeObject(value, api, depth);
  } catch (error) {
    return { $other: `an object that cannot be read: ${serializeError(error).message}` };
  }
}

function serializeObject(value: object, api: unknown, depth: number): Json {
  const members: Record<string, Json> = {};
  for (const name of listMemberNames(value)) {
    const serialized = serializeMember(value, name, api, depth + 1);
    if (serialized === undefined) continue;
    if (name === '__proto__')
      Object.defineProperty(members, name, { ...OWN_MEMBER, value: serialized });
    else members[name.startsWith('$') ? `$${name}` : name] = serialized;
  }
  if (isMap(value)) members['$entries'] = serializeValue([...value], api, depth + 1);
  return members;
}

/** Reads and serializes one member; `undefined` if it is a function. A getter that throws leaves the other members readable. */
function serializeMember(
  object: object,
  name: string,
  api: unknown,
  depth: number,
): Json | undefined {
  try {
    const member: unknown = Reflect.get(object, name);
    return typeof member === 'function' ? undefined : serializeValue(member, api, depth);
  } catch (error) {
    return { $other: `a member that cannot be read: ${serializeError(error).message}` };
  }
}

function isMap(value: object): value is Map<unknown, unknown> {
  return Object.prototype.toString.call(value) === '[object Map]';
}

const OWN_MEMBER = { configurable: true, enumerable: true, writable: true };

function listMemberNames(value: object): Iterable<string> {
  const names = new Set(value === Object.prototype ? [] : Object.getOwnPropertyNames(value));
  let proto: object | null = Object.getPrototypeOf(value);
  for (; proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
    for (const name of Object.getOwnPropertyNames(proto))
      if (isDataMember(proto, name)) names.add(name);
  }
  return names;
}

function isDataMember(prototype: object, name: string): boolean {
  return name !== 'constructor' && name !== '__proto__' && Object.hasOwn(prototype, name);
}
