import { formatShortValue } from '../../language/format-value.ts';
import { type Json, isObject, isSameJson } from '../../language/json.ts';
import type { Violation } from '../../language/judgement.ts';

type MissingMember = Pick<Violation, 'expected' | 'actual'>;

/** Finds a member of the expected event that the actual event lacks or changes. A host may add members. */
export function findMissingMember(
  expected: Json,
  actual: Json | undefined,
  path = 'event',
): MissingMember | undefined {
  if (!isObject(expected) || !isObject(actual)) {
    const held = Array.isArray(expected)
      ? Array.isArray(actual) && hasItems(expected, actual as Json[], path)
      : isSameJson(expected, actual);
    if (held) return undefined;
    const format = (value: Json | undefined) => `${path} = ${formatShortValue(value, 60)}`;
    return { expected: `must be given ${format(expected)}`, actual: format(actual) };
  }
  for (const [name, member] of Object.entries(expected)) {
    const found = Object.hasOwn(actual, name) ? actual[name] : undefined;
    const missing = findMissingMember(member, found, `${path}.${name}`);
    if (missing) return missing;
  }
  return undefined;
}

/** Lists to which a host may add items. */
const growingLists = [
  'event.authentication.methods',
  'event.authorization.roles',
  'event.transaction.ui_locales',
  'event.user.enrolledFactors',
  'event.user.identities',
];

/** Checks whether the actual items are the expected ones. Some lists may have more. */
function hasItems(expected: readonly Json[], actual: readonly Json[], path: string): boolean {
  const isSameItem = (item: Json, other: Json | undefined) =>
    findMissingMember(item, other, `${path}[]`) === undefined;
  if (!growingLists.includes(path))
    return (
      actual.length === expected.length && expected.every((item, n) => isSameItem(item, actual[n]))
    );
  const inOrder = path !== 'event.authorization.roles';
  const unmatched = [...actual];
  let last = 0;
  const hasAll = expected.every((item) => {
    const index = unmatched.findIndex(
      (other, n) => (!inOrder || n >= last) && isSameItem(item, other),
    );
    if (index >= 0) unmatched.splice(index, 1);
    last = index;
    return index >= 0;
  });
  // An empty list that became a list of an empty item has no more in it.
  return hasAll && unmatched.every((item) => item !== '' && item !== null);
}

/** Finds the place of a text, as a value or as a name, in a JSON value. */
export function findText(value: Json, text: string, path = 'event'): string | undefined {
  if (!isObject(value) && !Array.isArray(value))
    return String(value).includes(text) ? `${path} = ${formatShortValue(value, 60)}` : undefined;
  for (const [name, member] of Object.entries(value) as [string, Json][]) {
    const place = `${path}.${name}`;
    const found = name.includes(text) ? place : findText(member, text, place);
    if (found !== undefined) return found;
  }
  return undefined;
}
