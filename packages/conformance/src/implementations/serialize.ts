import type { Json } from '../language/json.ts';
import { serializeError } from '../language/serialize-error.ts';
import type { SerializedError } from '../language/trace.ts';
import { Budget, BudgetError } from './budget.ts';

/**
 * Serializes any value as JSON. Values that JSON cannot represent become objects such as `{ $undefined: true }`.
 *
 * @remarks
 * Members that an object inherits count too, except those of `Object.prototype`. Functions are left out. Names that begin with `$`
 * are reserved: a member of such a name gets another `$` before it.
 *
 * @throws BudgetError if the value is too large or too deep.
 */
export function serializeValue(value: unknown, api: unknown): Json {
  return new Serializer(api).serialize(value, 0);
}

/** Serializes a thrown value. Throws a `BudgetError` if its message is too long. */
export function serializeThrown(thrown: unknown): SerializedError {
  const serialized = serializeError(thrown);
  new Budget().spendText(`${serialized.name}${serialized.message}${serialized.code ?? ''}`);
  return serialized;
}

class Serializer {
  readonly #api: unknown;
  readonly #budget = new Budget();
  /** The objects around the one that is being read. */
  readonly #ancestors = new Set<object>();

  constructor(api: unknown) {
    this.#api = api;
  }

  serialize(value: unknown, depth: number): Json {
    this.#budget.spendParts(1);
    if (value === undefined) return { $undefined: true };
    if (value === this.#api) return { $api: true };
    if (typeof value === 'string') this.#budget.spendText(value);
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: `${value}` };
    if (typeof value !== 'object') return { $other: `a ${typeof value}` };
    if (this.#ancestors.has(value)) return { $other: 'an object that contains itself' };
    this.#budget.assertDepth(depth);
    this.#ancestors.add(value);
    try {
      return Array.isArray(value)
        ? this.#serializeArray(value, depth)
        : this.#serializeObject(value, depth);
    } catch (error) {
      return { $other: `an object that cannot be read: ${describeReadError(error)}` };
    } finally {
      this.#ancestors.delete(value);
    }
  }

  #serializeArray(array: readonly unknown[], depth: number): Json {
    // A sparse array can be longer than everything that fits into memory.
    this.#budget.assertParts(array.length);
    return Array.from(array, (item) => this.serialize(item, depth + 1));
  }

  #serializeObject(value: object, depth: number): Json {
    const members: Record<string, Json> = {};
    for (const name of this.#listMemberNames(value)) {
      this.#budget.spendText(name);
      const serialized = this.#serializeMember(value, name, depth + 1);
      if (serialized === undefined) continue;
      if (name === '__proto__')
        Object.defineProperty(members, name, { ...OWN_MEMBER, value: serialized });
      else members[name.startsWith('$') ? `$${name}` : name] = serialized;
    }
    if (isMap(value)) {
      this.#budget.assertParts(value.size);
      members['$entries'] = this.serialize([...value], depth + 1);
    }
    return members;
  }

  /** Reads and serializes one member; `undefined` if it is a function. A getter that throws leaves the other members readable. */
  #serializeMember(object: object, name: string, depth: number): Json | undefined {
    try {
      const member: unknown = Reflect.get(object, name);
      return typeof member === 'function' ? undefined : this.serialize(member, depth);
    } catch (error) {
      return { $other: `a member that cannot be read: ${describeReadError(error)}` };
    }
  }

  #listMemberNames(value: object): Iterable<string> {
    if (ArrayBuffer.isView(value)) this.#budget.assertParts(value.byteLength);
    if (getTag(value) === '[object String]') this.#budget.assertParts(String(value).length);
    const names = new Set(value === Object.prototype ? [] : Object.getOwnPropertyNames(value));
    let proto: object | null = Object.getPrototypeOf(value);
    for (; proto && proto !== Object.prototype; proto = Object.getPrototypeOf(proto)) {
      this.#budget.spendParts(1);
      for (const name of Object.getOwnPropertyNames(proto))
        if (isDataMember(proto, name)) names.add(name);
    }
    return names;
  }
}

/** Describes why a value cannot be read. A budget that is used up ends the reading of the whole value. */
function describeReadError(error: unknown): string {
  if (error instanceof BudgetError) throw error;
  return serializeThrown(error).message;
}

function isMap(value: object): value is Map<unknown, unknown> {
  return getTag(value) === '[object Map]';
}

function getTag(value: object): string {
  return Object.prototype.toString.call(value);
}

const OWN_MEMBER = { configurable: true, enumerable: true, writable: true };

function isDataMember(prototype: object, name: string): boolean {
  return name !== 'constructor' && name !== '__proto__' && Object.hasOwn(prototype, name);
}
