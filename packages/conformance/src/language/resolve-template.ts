import { type Json, type JsonObject, isObject, mapJson } from './json.ts';
import type { TokenRecipe } from './scenario.ts';
import { mintToken } from './mint-token.ts';
import type { Phase } from './trace.ts';

/**
 * A copy of an event or a return with everything filled in; a token that stands in two places is minted once.
 *
 * @param ran - The phases of each transaction, up to the one that is under way.
 */
export function resolveTemplate(template: Json, ran: readonly (readonly Phase[])[]): Json {
  const tokens = new Map<JsonObject, string>();
  const states: string[][] = [];
  const tokenFor = (recipe: JsonObject): string => {
    const token = tokens.get(recipe) ?? mintToken(filled(recipe) as unknown as TokenRecipe);
    tokens.set(recipe, token);
    return token;
  };
  const stateFor = ({ $state, transaction, altered }: JsonObject): string => {
    const number = typeof transaction === 'number' ? transaction : ran.length - 1;
    states[number] ??= listStates(ran[number] ?? []);
    const state = states[number][Number($state)] ?? '';
    return altered === undefined ? state : alterState(state, altered);
  };
  const filling = (object: JsonObject) => {
    if (isObject(object['$token'])) return { with: tokenFor(object['$token']) };
    return typeof object['$state'] === 'number' ? { with: stateFor(object) } : undefined;
  };
  const filled = (part: Json) => mapJson(part, filling) as Json;
  return filled(template);
}

/** The states of the redirects of a transaction, in order. */
function listStates(phases: readonly Phase[]): string[] {
  const states: string[] = [];
  let last: string | undefined;
  for (const { outcome } of phases) {
    if (outcome?.status !== 'redirected' || outcome.url === last) continue;
    last = outcome.url;
    if (URL.canParse(last)) states.push(new URL(last).searchParams.get('state') ?? '');
  }
  return states;
}

function alterState(state: string, how: Json): string {
  if (how === 'cut') return state.slice(0, -1);
  const swapped = state.replaceAll(/[a-z]/gi, (letter) =>
    letter === letter.toLowerCase() ? letter.toUpperCase() : letter.toLowerCase(),
  );
  return how === 'case' && swapped !== state ? swapped : `${state}x`;
}
