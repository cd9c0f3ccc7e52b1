import type { Json } from './json.ts';
import { showText } from './show.ts';
import type { Thrown } from './trace.ts';

const DEEPEST = 32;

/** How much is told of the name of what was thrown. */
const LONGEST_NAME = 60;

/** How much is told of its message. */
const LONGEST_MESSAGE = 500;

/**
 * Any value as JSON, with a word of its own for what JSON cannot say.
 *
 * @remarks
 * Objects are read as code would read them: members of prototypes below `Object.prototype` count, functions do not. A name that
 * begins with `$` is given another one, since such names are reserved.
 *
 * @internal
 */
export function observe(value: unknown, api: unknown, depth = 0): Json {
  if (value === undefined) return { $undefined: true };
  if (value === api) return { $api: true };
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : { $number: `${value}` };
  if (typeof value !== 'object') return { $other: `a ${typeof value}` };
  if (depth === DEEPEST) return { $other: 'an object nested too deep' };
  try {
    return Array.isArray(value)
      ? Array.from(value, (item) => observe(item, api, depth + 1))
      : observeObject(value, api, depth);
  } catch (error) {
    return { $other: `an object that cannot be read: ${thrownBy(error).message}` };
  }
}

function observeObject(value: object, api: unknown, depth: number): Json {
  const members: Record<string, Json> = {};
  for (const name of memberNames(value)) {
    const member: unknown = Reflect.get(value, name);
    if (typeof member === 'function') continue;
    const observed = observe(member, api, depth + 1);
    if (name === '__proto__') Object.defineProperty(members, name, { ...OWN, value: observed });
    else members[name.startsWith('$') ? `$${name}` : name] = observed;
  }
  return members;
}

const OWN = { configurable: true, enumerable: true, writable: true };

function memberNames(value: object): Iterable<string> {
  const names = new Set(value === Object.prototype ? [] : Object.getOwnPropertyNames(value));
  let at: object | null = Object.getPrototypeOf(value);
  for (; at && at !== Object.prototype; at = Object.getPrototypeOf(at)) {
    for (const name of Object.getOwnPropertyNames(at)) if (isData(at, name)) names.add(name);
  }
  return names;
}

function isData(prototype: object, name: string): boolean {
  return name !== 'constructor' && name !== '__proto__' && Object.hasOwn(prototype, name);
}

/**
 * What was thrown, as JSON.
 *
 * @internal
 */
export function thrownBy(thrown: unknown): Thrown {
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
export function toldOf(thrown: unknown): Pick<Thrown, 'name' | 'message'> {
  const { name, message } = thrownBy(thrown);
  return { name: showText(name, LONGEST_NAME), message: showText(message, LONGEST_MESSAGE) };
}

/**
 * The same, as part of a sentence that goes on.
 *
 * @internal
 */
export function named(thrown: unknown): string {
  const { name, message } = toldOf(thrown);
  return `${name}: ${message.replace(/\.$/, '')}`;
}
