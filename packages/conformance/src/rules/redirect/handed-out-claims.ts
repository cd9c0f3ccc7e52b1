import { type Json, type JsonObject, isObject, isSameJson } from '../../language/json.ts';

/** Claims of any token. A refusal may quote some of them, such as the `exp` of an expired token. */
const STANDARD = ['iss', 'sub', 'aud', 'exp', 'nbf', 'iat', 'jti'];

/**
 * Checks whether a result hands out claims of a token: one that is not a standard claim, or all standard ones. The state is left out,
 * because the action knows it without the token.
 */
export function handsOutClaims(result: Json | undefined, claims: JsonObject): boolean {
  const sent = Object.entries(claims).filter(([name]) => name !== 'state');
  const standard = sent.filter(([name]) => STANDARD.includes(name));
  const others = sent.filter(([name]) => !STANDARD.includes(name));
  return listCandidates(result).some((members) => {
    const isThere = ([name, value]: [string, Json]) =>
      Object.hasOwn(members, name) && isSameJson(members[name], value);
    return others.some(isThere) || (standard.length > 0 && standard.every(isThere));
  });
}

/** Checks whether a result hands out claims that only a token has. OAuth errors have `iss` and `state`. */
export function handsOutAnyClaims(result: Json | undefined): boolean {
  return listCandidates(result).some(
    ({ sub, iat, exp }) =>
      typeof sub === 'string' || typeof iat === 'number' || typeof exp === 'number',
  );
}

/** Lists the objects that can hold claims: the result and its members. The members of an error only explain it. */
function listCandidates(result: Json | undefined): JsonObject[] {
  const whole = readMembers(result);
  if (!whole) return [];
  const isError = typeof whole['stack'] === 'string' && typeof whole['message'] === 'string';
  const parts = isError ? [] : Object.values(whole).map(readMembers);
  return [whole, ...parts.filter((part) => part !== undefined)];
}

/** Returns the members of an object, and those that a `Map` or a list of entries has. */
function readMembers(value: Json | undefined): JsonObject | undefined {
  if (Array.isArray(value))
    return { ...Object.fromEntries(value.entries()), ...readEntries(value) };
  return isObject(value) ? { ...value, ...readEntries(value['$entries']) } : undefined;
}

function readEntries(list: Json | undefined): JsonObject {
  const entries: readonly Json[] = Array.isArray(list) ? list : [];
  return Object.fromEntries(
    entries.flatMap((entry): [string, Json][] =>
      Array.isArray(entry) && entry.length === 2 ? [[String(entry[0]), entry[1]]] : [],
    ),
  );
}
