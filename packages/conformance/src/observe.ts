import type { Json } from './json.ts';
import { formatLine } from './show.ts';
import type { SerializedError } from './trace.ts';

const MAX_DEPTH = 32;

/** How much is told of the name of what was thrown. */
const MAX_NAME_LENGTH = 60;

/** How much is told of its message. */
const MAX_MESSAGE_LENGTH = 500;

/**
 * Any value as JSON, with a word of its own for what JSON cannot say.
 *
 * @remarks
 * Objects are read as code would read them: members of prototypes below `Object.prototype` count, functions do not. A name that
 * begins with `$` is given another one, since such names are reserved.
 *
 * @internal
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
    const member: unknown = Reflect.get(value, name);
    if (typeof member === 'function') continue;
    const observed = serializeValue(member, api, depth + 1);
    if (name === '__proto__')
      Object.defineProperty(members, name, { ...OWN_MEMBER, value: observed });
    else members[name.startsWith('$') ? `$${name}` : name] = observed;
  }
  return members;
}

const OWN_MEMBER = { configurable: true, enumerable: true, writable: true };

function listMemberNames(value: object): Iterable<string> {
  const names = new Set(value === Object.prototype ? [] : Object.getOwnPropertyNames(value));
  let at: object | null = Object.getPrototypeOf(value);
  for (; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) if (isDataMember(at, name)) names.add(name);
  }
  return names;
}

function isDataMember(prototype: object, name: string): boolean {
  return name !== 'constructor' && name !== '__proto__' && Object.hasOwn(prototype, name);
}

/**
 * What was thrown, as JSON.
 *
 * @internal
 */
export function serializeError(thrown: unknown): SerializedError {
  try {
    if (!(thrown instanceof Error) && !isForeignError(thrown)) {
      return { name: typeof thrown, message: String(thrown), isError: false };
    }
    const code = (thrown as { code?: unknown }).code;
    return {
      name: String(thrown.name),
      message: String(thrown.message),
      ...(typeof code === 'string' && { code }),
      isError: true,
    };
  } catch {
    return { name: typeof thrown, message: 'something that cannot be read', isError: false };
  }
}

function isForeignError(thrown: unknown): thrown is Error {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}

/**
 * What was thrown, as much as a sentence can hold.
 *
 * @internal
 */
export function shortenError(thrown: unknown): Pick<SerializedError, 'name' | 'message'> {
  const { name, message } = serializeError(thrown);
  return {
    name: formatLine(name, MAX_NAME_LENGTH),
    message: formatLine(message, MAX_MESSAGE_LENGTH),
  };
}

/**
 * The same, as part of a sentence that goes on.
 *
 * @internal
 */
export function describeError(thrown: unknown): string {
  const { name, message } = shortenError(thrown);
  return `${name}: ${message.replace(/\.$/, '')}`;
}
