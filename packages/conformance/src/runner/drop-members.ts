import { type Json, isObject } from '../language/json.ts';
import type { Scenario } from '../language/scenario.ts';

/** The objects of a scenario whose members may be left out: the options of calls, what is in them, and the parameters of a return. */
const path =
  /^transactions\.\d+\.(actions\.\d+\.(execute|continue)\.\d+\.args\..*|user\.\d+\.returns\.(query|body)|event\.request\.(query|body))$/;

/** Lists the smaller scenarios that lack some members of one object: all, the halves, and each. */
export function* listScenariosWithFewerMembers(scenario: Scenario): Generator<Scenario> {
  for (const place of listObjects(scenario as unknown as Json, [])) {
    const names = Object.keys(place.object);
    for (let size = names.length; size >= 1; size = Math.floor(size / 2)) {
      for (let from = 0; from < names.length; from += size) {
        const dropped = new Set(names.slice(from, from + size));
        yield replace(scenario as unknown as Json, place.path, dropped) as unknown as Scenario;
      }
    }
  }
}

interface Place {
  readonly path: readonly string[];
  readonly object: { readonly [name: string]: Json };
}

/** Lists the objects with members that may be left out. Placeholders stay whole. */
function* listObjects(value: Json, at: readonly string[]): Generator<Place> {
  if (typeof value !== 'object' || value === null) return;
  if (isObject(value)) {
    if (Object.keys(value).some((name) => name.startsWith('$'))) return;
    if (path.test(at.join('.'))) yield { path: at, object: value };
  }
  for (const [name, member] of Object.entries(value)) yield* listObjects(member, [...at, name]);
}

/** Copies a value without some members of the object at a path. */
function replace(
  value: Json,
  [first, ...rest]: readonly string[],
  dropped: ReadonlySet<string>,
): Json {
  if (Array.isArray(value) && first !== undefined)
    return value.with(Number(first), replace(value[Number(first)] as Json, rest, dropped)) as Json;
  if (!isObject(value)) return value;
  if (first === undefined)
    return Object.fromEntries(Object.entries(value).filter(([name]) => !dropped.has(name)));
  return { ...value, [first]: replace(value[first] ?? null, rest, dropped) };
}
