/** The name that stands for all members of an object: code has listed them, so that nobody knows which it needs. */
export const ALL_MEMBERS = '*';

/** Names that the language itself reads, whatever the code does, and methods that code calls on texts and lists. */
const otherNames = new Set(
  [
    'then toJSON constructor prototype $$typeof nodeType inspect length',
    'concat every filter find findIndex flatMap forEach includes indexOf join map pop push reduce shift slice some sort splice',
    'charAt endsWith match padStart replace replaceAll split startsWith substring toLowerCase toUpperCase trim',
  ].flatMap((names) => names.split(' ')),
);

/** Receives the path of a member that code reads. */
export type NoteRead = (path: readonly string[]) => void;

interface Observed {
  readonly value: object;
  readonly note: NoteRead;
  readonly path: readonly string[];
}

/** The values behind the wrappers. */
const observed = new WeakMap<object, Observed>();

/** Wraps a value so that the name of every member that code reads is noted, at any depth. Functions are returned as they are. */
export function observeReads<T>(value: T, note: NoteRead, path: readonly string[] = []): T {
  if (typeof value !== 'object' || value === null) return value;
  const isList = Array.isArray(value);
  const noteName = (name: string | symbol) => {
    if (isList || typeof name !== 'string' || otherNames.has(name) || name in Object.prototype)
      return;
    note([...path, name]);
  };
  const proxy = new Proxy(value, {
    get(target, name) {
      noteName(name);
      const member: unknown = Reflect.get(target, name);
      const isLocked = Object.getOwnPropertyDescriptor(target, name)?.configurable === false;
      if (typeof name === 'symbol' || isLocked) return member;
      return observeReads(member, note, isList ? path : [...path, name]);
    },
    has(target, name) {
      noteName(name);
      return Reflect.has(target, name);
    },
    ownKeys(target) {
      if (!isList) note([...path, ALL_MEMBERS]);
      return Reflect.ownKeys(target);
    },
  });
  observed.set(proxy, { value, note, path });
  return proxy;
}

/** Lets `structuredClone` clone the values behind wrappers, which it would refuse. Returns the function that ends this. */
export function cloneObserved(): () => void {
  const { structuredClone } = globalThis;
  globalThis.structuredClone = (value, options) => {
    const wrapped = typeof value === 'object' && value !== null && observed.get(value);
    if (!wrapped) return structuredClone(value, options);
    const clone = structuredClone(wrapped.value, options);
    return observeReads(clone, wrapped.note, wrapped.path) as typeof value;
  };
  return () => void (globalThis.structuredClone = structuredClone);
}
