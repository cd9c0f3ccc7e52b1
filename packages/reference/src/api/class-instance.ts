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

/** Tells whether an instance inherits from an object that is no class, as `Object.create(base)` does. */
export function hasInheritedMembers(instance: object): boolean {
  return !Object.hasOwn(Object.getPrototypeOf(instance) as object, 'constructor');
}

/** Returns the name of the class, which is empty if there is none. */
export function getClassName({ constructor }: object): string {
  return typeof constructor === 'function' ? constructor.name : '';
}

/** The expressions that replace an instance in a variable, by `variable: expectation` and by the kind of the instance. */
const replacements: readonly [place: RegExp, kind: RegExp, write: (variable: string) => string][] =
  [
    [/./, /^Promise$/, (variable) => `await ${variable}`],
    [/: a string$/, /^URL$/, (variable) => `${variable}.href`],
    [/: a string$/, /^URLSearchParams$/, (variable) => `${variable}.toString()`],
    [/: a string$/, /^Date$/, (variable) => `${variable}.toISOString()`],
    [/: a string$/, /^Set$/, (variable) => `JSON.stringify([...${variable}])`],
    [/: a string$/, /^Map$/, (variable) => `JSON.stringify(Object.fromEntries(${variable}))`],
    [/^expires_at: a number$/, /^Date$/, (variable) => `${variable}.getTime()`],
    [/: an array$/, /^Map$/, (variable) => `[...${variable}.values()]`],
    [/: (an array|plain data)$/, /^(Set|\w+Array)$/, (variable) => `[...${variable}]`],
    [
      /: (an object|plain data)$/,
      /^(Map|URLSearchParams|Headers|FormData)$/,
      (variable) => `Object.fromEntries(${variable})`,
    ],
    [/: plain data$/, /^Error$/, (variable) => `{ message: ${variable}.message }`],
  ];

/** Writes the expression that replaces an instance in a variable; `undefined` if the instance suggests none. */
export function writeReplacement(
  instance: object,
  expected: string,
  variable: string,
): string | undefined {
  const kind = Object.prototype.toString.call(instance).slice('[object '.length, -1);
  const found = replacements.find(
    ([place, kinds]) => place.test(`${variable}: ${expected}`) && kinds.test(kind),
  );
  if (found) return found[2](variable);
  if (expected !== 'an object' && expected !== 'plain data') return undefined;
  if (hasInheritedMembers(instance)) return `{ ...base, ...${variable} }`;
  if (Object.keys(instance).length > 0 && !(Symbol.iterator in instance))
    return `{ ...${variable} }`;
  return expected === 'plain data' ? '{ name: value }' : undefined;
}
