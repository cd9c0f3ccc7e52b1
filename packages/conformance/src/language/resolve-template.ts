import { type Json, type JsonObject, isObject, mapJson } from './json.ts';
import type { TokenRecipe } from './scenario.ts';
import { mintToken } from './mint-token.ts';
import { swapCase } from './swap-case.ts';
import type { Phase } from './trace.ts';

/**
 * Resolves the placeholders in an event or a request. A token that occurs twice is minted once.
 *
 * @param phasesByTransaction - The phases of each transaction so far.
 * @param current - The number of the transaction to which the template belongs.
 */
export function resolveTemplate(
  template: Json,
  phasesByTransaction: readonly (readonly Phase[])[],
  current: number,
): Json {
  const tokens = new Map<JsonObject, string>();
  const states: string[][] = [];
  const resolveToken = (recipe: JsonObject): string => {
    const token = tokens.get(recipe) ?? mintToken(resolvePart(recipe) as unknown as TokenRecipe);
    tokens.set(recipe, token);
    return token;
  };
  const resolveState = ({ $state, transaction, altered }: JsonObject): string => {
    const number = typeof transaction === 'number' ? transaction : current;
    states[number] ??= listStates(phasesByTransaction[number] ?? []);
    const state = states[number][Number($state)] ?? '';
    return altered === undefined ? state : alterState(state, altered);
  };
  const resolveObject = (object: JsonObject) => {
    if (isObject(object['$token'])) return { with: resolveToken(object['$token']) };
    return typeof object['$state'] === 'number' ? { with: resolveState(object) } : undefined;
  };
  const resolvePart = (part: Json) => mapJson(part, resolveObject) as Json;
  return resolvePart(template);
}

/** Lists the states of the redirects of a transaction, in order. */
function listStates(phases: readonly Phase[]): string[] {
  const states: string[] = [];
  let lastUrl: string | undefined;
  for (const { outcome } of phases) {
    if (outcome?.status !== 'redirected' || outcome.url === lastUrl) continue;
    lastUrl = outcome.url;
    if (URL.canParse(lastUrl)) states.push(new URL(lastUrl).searchParams.get('state') ?? '');
  }
  return states;
}

function alterState(state: string, alteration: Json): string {
  if (alteration === 'cut') return state.slice(0, -1);
  const swapped = swapCase(state);
  return alteration === 'case' && swapped !== state ? swapped : `${state}x`;
}
