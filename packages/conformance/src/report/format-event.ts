import { sampleEvent } from '../language/sample-event.ts';
import { type Json, type JsonObject, isObject, isSameJson } from '../language/json.ts';
import type { TokenAlteration, TokenRecipe } from '../language/scenario.ts';
import { formatValue, formatShortValue } from '../language/format-value.ts';

/** Lists the differences of an event from the sample event. Members with the same value share a line. */
export function formatEvent(event: Json, now: number): string[] {
  const places = new Map<string, { value: Json; paths: string[] }>();
  for (const [path, value] of listEventChanges(sampleEvent, event, 'event')) {
    const place = places.get(JSON.stringify(value)) ?? { value, paths: [] };
    places.set(JSON.stringify(value), { value, paths: [...place.paths, path] });
  }
  return [...places.values()].flatMap(({ value, paths }) => {
    const path = joinPaths(paths);
    return isObject(value) && isObject(value['$token'])
      ? formatToken(path, value['$token'] as unknown as TokenRecipe, now)
      : [`${path} = ${formatShortValue(value, 90)}`];
  });
}

/** How many members of an event a line names. */
const MAX_PATHS = 3;

/** Joins the members that have the same value; of many, only the first ones are named. */
function joinPaths(paths: readonly string[]): string {
  const omitted = paths.length - MAX_PATHS;
  return omitted > 1
    ? `${paths.slice(0, MAX_PATHS).join(', ')} and ${omitted} more members`
    : paths.join(' and ');
}

function listEventChanges(base: Json | undefined, value: Json, path: string): [string, Json][] {
  if (isSameJson(base, value)) return [];
  if (!isObject(value) || '$token' in value || !isObject(base)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) =>
    listEventChanges(Object.hasOwn(base, name) ? base[name] : undefined, member, `${path}.${name}`),
  );
}

/** Formats how the suite made a token: the place where it is sent, the key, the header, the claims and the time. */
export function formatToken(path: string, recipe: TokenRecipe, now: number): string[] {
  const { algorithm, secret, header, claims, altered } = recipe;
  const signing =
    algorithm === 'none' ? 'not signed' : `signed ${algorithm} with ${formatValue(secret)}`;
  return [
    `${path} = a token, ${signing}`,
    `    header ${formatShortValue(header, 90)}, claims ${formatClaims(claims, now)}`,
    `    now is ${Math.floor(now / 1000)} s (${new Date(now).toISOString()})`,
    ...(altered ? [`    after signing, ${formatAlteration(altered)}`] : []),
  ];
}

function formatAlteration(altered: TokenAlteration): string {
  const { header, claims, signatureByte, signatureLength, signatureForm, parts, suffix } = altered;
  const changes = [
    header && `the header was given ${formatValue(header)}`,
    claims && `the claims were given ${formatValue(claims)}`,
    signatureByte !== undefined && `a bit of byte ${signatureByte} of the signature was flipped`,
    signatureLength !== undefined && `the signature was cut to ${signatureLength} bytes`,
    signatureForm !== undefined && `the form of the signature became ${signatureForm}`,
    parts !== undefined && `the first ${parts} parts were kept`,
    suffix !== undefined && `${formatValue(suffix)} was added at the end`,
  ];
  return changes.filter((change) => typeof change === 'string').join(', ');
}

/** Formats claims, with times relative to the start of the scenario. */
function formatClaims(claims: JsonObject, now: number): string {
  const seconds = Math.floor(now / 1000);
  const members = Object.entries(claims).map(([name, value]) => {
    const isTime = ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number';
    if (!isTime) return `${formatValue(name).slice(1, -1)}: ${formatValue(value)}`;
    const secondsLeft = value - seconds;
    return `${name}: now ${secondsLeft < 0 ? '−' : '+'} ${Math.abs(secondsLeft)} s`;
  });
  return `{ ${members.join(', ')} }`;
}
