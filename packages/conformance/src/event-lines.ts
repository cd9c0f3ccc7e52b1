import { sampleEvent } from './event.ts';
import { type Json, type JsonObject, isObject, sameJson } from './json.ts';
import type { Alteration, TokenRecipe } from './scenario.ts';
import { show, showShort } from './show.ts';

/**
 * What of an event is not as in the sample event; what stands in several places is told once.
 *
 * @internal
 */
export function eventLines(event: Json, now: number): string[] {
  const places = new Map<string, { value: Json; paths: string[] }>();
  for (const [path, value] of differences(sampleEvent, event, 'event')) {
    const place = places.get(JSON.stringify(value)) ?? { value, paths: [] };
    places.set(JSON.stringify(value), { value, paths: [...place.paths, path] });
  }
  return [...places.values()].flatMap(({ value, paths }) => {
    const path = paths.join(' and ');
    return isObject(value) && isObject(value['$token'])
      ? tokenLines(path, value['$token'] as unknown as TokenRecipe, now)
      : [`${path} = ${showShort(value, 90)}`];
  });
}

function differences(base: Json | undefined, value: Json, path: string): [string, Json][] {
  if (sameJson(base, value)) return [];
  if (!isObject(value) || '$token' in value || !isObject(base)) return [[path, value]];
  return Object.entries(value).flatMap(([name, member]) =>
    differences(Object.hasOwn(base, name) ? base[name] : undefined, member, `${path}.${name}`),
  );
}

function tokenLines(path: string, recipe: TokenRecipe, now: number): string[] {
  const { algorithm, secret, header, claims, altered } = recipe;
  const signed = algorithm === 'none' ? 'not signed' : `signed ${algorithm} with ${show(secret)}`;
  return [
    `${path} = a token, ${signed}`,
    `    header ${showShort(header, 90)}, claims ${showClaims(claims, now)}`,
    ...(altered ? [`    after signing, ${showAltered(altered)}`] : []),
  ];
}

function showAltered(altered: Alteration): string {
  const { header, claims, signatureByte, signatureLength } = altered;
  const changes = [
    header && `the header was given ${show(header)}`,
    claims && `the claims were given ${show(claims)}`,
    signatureByte !== undefined && `a bit of byte ${signatureByte} of the signature was flipped`,
    signatureLength !== undefined && `the signature was cut to ${signatureLength} bytes`,
  ];
  return changes.filter((change) => typeof change === 'string').join(', ');
}

/** Claims with their times told from the time at which the scenario begins. */
function showClaims(claims: JsonObject, now: number): string {
  const seconds = Math.floor(now / 1000);
  const members = Object.entries(claims).map(([name, value]) => {
    const isTime = ['iat', 'exp', 'nbf'].includes(name) && typeof value === 'number';
    if (!isTime) return `${show(name).slice(1, -1)}: ${show(value)}`;
    const left = value - seconds;
    return `${name}: now ${left < 0 ? '−' : '+'} ${Math.abs(left)} s`;
  });
  return `{ ${members.join(', ')} }`;
}
