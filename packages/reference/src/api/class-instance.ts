/** Class instances, by the functions that stand in for them. */
const instances = new WeakMap<object, object>();

/**
 * Replaces the class instances in an argument; by default by functions, because a schema takes a `Map` or a `Date` for an object.
 *
 * No argument has objects of a known form below the fourth level.
 */
export function replaceInstances(
  value: unknown,
  replace: (instance: object) => unknown = createStandIn,
  levels = 4,
): unknown {
  if (typeof value !== 'object' || value === null || levels === 0) return value;
  if (Array.isArray(value)) return value.map((item) => replaceInstances(item, replace, levels - 1));
  if (isInstance(value)) return replace(value);
  const members = Object.entries(value);
  return Object.fromEntries(
    members.map(([name, member]) => [name, replaceInstances(member, replace, levels - 1)]),
  );
}

function createStandIn(instance: object): object {
  const standIn = () => instance;
  instances.set(standIn, instance);
  return standIn;
}

/** Returns the class instance that the value is or stands for. */
export function findInstance(value: unknown): object | undefined {
  if (typeof value === 'function') return instances.get(value);
  return isInstance(value) ? value : undefined;
}

/** Tells whether a value is an object, but neither an array nor a plain object. A plain object of another realm is plain. */
function isInstance(value: unknown): value is object {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype !== null && Object.getPrototypeOf(prototype) !== null;
}

/** Returns the name of the class, which is empty if there is none. */
export function getClassName({ constructor }: object): string {
  const name = typeof constructor === 'function' ? constructor.name : '';
  return name === 'Object' ? '' : name;
}

/** Writes the plain object that replaces an instance in a variable. */
export function writePlainObject(instance: object, variable: string): string {
  const hasEntries = /^(Map|URLSearchParams|Headers|FormData)$/.test(getClassName(instance));
  if (hasEntries) return `Object.fromEntries(${variable})`;
  return Object.keys(instance).length > 0 ? `{ ...${variable} }` : '{ name: value }';
}
