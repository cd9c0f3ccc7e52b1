/** Names that the language itself reads, whatever the code does. */
const ownNames = new Set(['then', 'toJSON', 'constructor', 'prototype', '$$typeof', 'nodeType', 'inspect']);

/** Wraps a value so that the name of every member that code reads is noted, at any depth. Functions are returned as they are. */
export function observeReads<T>(
  value: T,
  note: (path: readonly string[]) => void,
  path: readonly string[] = [],
): T {
  if (typeof value !== 'object' || value === null) return value;
  const noteName = (name: string | symbol) => {
    if (typeof name !== 'string' || ownNames.has(name)) return;
    if (Array.isArray(value) || name in Object.prototype) return;
    note([...path, name]);
  };
  return new Proxy(value, {
    get(target, name) {
      noteName(name);
      const member: unknown = Reflect.get(target, name);
      const isLocked = Object.getOwnPropertyDescriptor(target, name)?.configurable === false;
      if (typeof name === 'symbol' || isLocked) return member;
      return observeReads(member, note, Array.isArray(value) ? path : [...path, name]);
    },
    has(target, name) {
      noteName(name);
      return Reflect.has(target, name);
    },
    getOwnPropertyDescriptor(target, name) {
      if (!Reflect.has(target, name)) noteName(name);
      return Reflect.getOwnPropertyDescriptor(target, name);
    },
  });
}
