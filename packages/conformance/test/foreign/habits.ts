import type { Json, JsonObject } from '@post-challenge/conformance';

/** Replaces every text, number, boolean and null in a JSON value. */
export function mapLeaves<T>(value: T, change: (leaf: Json) => unknown): T {
  return mapParts(value, (part) => (isObject(part) || Array.isArray(part) ? part : change(part)));
}

/** Replaces every text in a JSON value, except the names of members. */
export function mapTexts<T>(value: T, change: (text: string) => unknown): T {
  return mapLeaves(value, (leaf) => (typeof leaf === 'string' ? change(leaf) : leaf));
}

/** Replaces every number in a JSON value. */
export function mapNumbers<T>(value: T, change: (number: number) => unknown): T {
  return mapLeaves(value, (leaf) => (typeof leaf === 'number' ? change(leaf) : leaf));
}

/** Replaces the members of every object in a JSON value, after those of the objects in it. */
export function mapMembers<T>(
  value: T,
  change: (members: [string, Json][]) => readonly (readonly [string, unknown])[],
): T {
  return mapParts(value, (part) =>
    isObject(part) ? Object.fromEntries(change(Object.entries(part))) : part,
  );
}

/** Keeps the members of every object in a JSON value for which the condition holds. */
export function filterMembers<T>(value: T, keeps: (member: Json, name: string) => boolean): T {
  return mapMembers(value, (members) => members.filter(([name, member]) => keeps(member, name)));
}

/** Renames the members of every object in a JSON value. */
export function renameMembers<T>(value: T, rename: (name: string) => string): T {
  return mapMembers(value, (members) => members.map(([name, member]) => [rename(name), member]));
}

/** Replaces every array in a JSON value. */
export function mapArrays<T>(value: T, change: (items: readonly Json[]) => unknown): T {
  return mapParts(value, (part) => (Array.isArray(part) ? change(part) : part));
}

/** Replaces every part of a JSON value, the inner parts first. */
export function mapParts<T>(value: T, change: (part: Json) => unknown): T {
  const mapPart = (part: Json): unknown => {
    if (Array.isArray(part)) return change(part.map((item: Json) => mapPart(item) as Json));
    if (!isObject(part)) return change(part);
    const members = Object.entries(part).map(([name, member]) => [name, mapPart(member)] as const);
    return change(Object.fromEntries(members) as Json);
  };
  return mapPart(value as Json) as T;
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
