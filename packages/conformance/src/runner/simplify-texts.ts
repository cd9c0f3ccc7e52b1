import { type Json, isObject } from '../language/json.ts';
import type { Scenario } from '../language/scenario.ts';
import { type BrokenScenario, type OddText, type Trial, isSameFailure } from './broken-scenario.ts';

/** How many texts of a scenario the suite tries to replace. */
const MAX_TEXTS = 8;

/**
 * Tries an ordinary text in place of each odd one in the arguments of calls. Notes the odd texts without which the rule holds.
 *
 * @param judgesAnyPart - Whether the ordinary text may stay if the rule fails in the same way with it. Otherwise, the judge may expect
 * a property of the text, such as its size.
 */
export async function simplifyTexts(
  broken: BrokenScenario,
  { judgesAnyPart, tryScenario }: { judgesAnyPart: boolean; tryScenario: Trial },
): Promise<BrokenScenario> {
  let simplest = broken;
  const oddTexts: OddText[] = [];
  for (const text of listOddTexts(broken.scenario)) {
    const used = JSON.stringify(simplest.scenario);
    const ordinary = ['value', 'other', 'another'].find((word) => !used.includes(`"${word}"`));
    if (ordinary === undefined) break;
    const tried = await tryScenario(replaceText(simplest.scenario, text, ordinary));
    if (tried === 'held') oddTexts.push({ text, ordinary });
    else if (judgesAnyPart && typeof tried === 'object' && isSameFailure(broken, tried))
      simplest = tried;
  }
  return oddTexts.length > 0 ? { ...simplest, oddTexts } : simplest;
}

function listOddTexts({ transactions }: Scenario): string[] {
  const steps = transactions.flatMap(({ actions }) =>
    actions.flatMap(({ execute, continue: resumed = [] }) => [...execute, ...resumed]),
  );
  const texts = steps.flatMap((step) => ('call' in step ? step.args.flatMap(listTexts) : []));
  return [...new Set(texts.filter(isOdd))].slice(0, MAX_TEXTS);
}

function listTexts(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap((item: Json) => listTexts(item));
  if (!isObject(value)) return [];
  const isPlaceholder = Object.keys(value).some((name) => name.startsWith('$'));
  return isPlaceholder ? [] : Object.values(value).flatMap(listTexts);
}

/** Checks whether a text is one that people rarely write: characters beyond ASCII, controls, a space at an end, or the name of a member. */
function isOdd(text: string): boolean {
  return /[^ -~]|^ | $/.test(text) || text in {};
}

function replaceText(scenario: Scenario, text: string, ordinary: string): Scenario {
  return JSON.parse(
    JSON.stringify(scenario, (_, value: unknown) => (value === text ? ordinary : value)),
  ) as Scenario;
}
