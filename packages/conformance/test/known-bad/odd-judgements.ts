import { type Implementation, ImplementationError, run } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import * as fc from 'fast-check';
import { properties } from '../../src/properties.ts';
import type { Judgement, Property } from '../../src/property.ts';
import { odd } from './odd.ts';

/** What is said of odd implementations, by what is said, but that they keep the rule. */
export type Judgements = Readonly<Record<string, readonly string[]>>;

/** What the judge of a rule says of each odd implementation, whether or not the rules that it requires pass. */
export async function judgementsOn(id: RuleId): Promise<Judgements> {
  const property = properties[id];
  const said: Record<string, string[]> = {};
  for (const [name, implementation] of Object.entries(odd)) {
    // oxlint-disable-next-line no-await-in-loop -- One after another.
    for (const text of await textsOn(property, implementation)) (said[text] ??= []).push(name);
  }
  delete said['held'];
  return said;
}

/** Each thing that is said once. */
async function textsOn(property: Property, implementation: Implementation): Promise<Set<string>> {
  const drawn = [
    ...property.examples.slice(0, 2),
    ...fc.sample(property.given, { numRuns: 3, seed: 1 }),
  ];
  const texts = new Set<string>();
  for (const one of drawn) {
    // oxlint-disable-next-line no-await-in-loop -- One after another.
    texts.add(await textOn(property, implementation, one as never));
  }
  return texts;
}

async function textOn(
  property: Property,
  implementation: Implementation,
  drawn: never,
): Promise<string> {
  const scenario = property.scenario(drawn, true);
  try {
    return textOf(await property.judge(scenario, await run(implementation, scenario)));
  } catch (error) {
    if (error instanceof ImplementationError) return `errored: ${error.message}`;
    throw error;
  }
}

function textOf(judgement: Judgement): string {
  if (typeof judgement === 'string') return judgement;
  if ('answer' in judgement) return `answered: ${judgement.answer}`;
  const { at, expected, actual } = judgement;
  const place = Object.entries(at).map(([name, number]) => `${name} ${String(number)}`);
  return `at ${place.join(', ')}: expected ${expected}${actual === undefined ? '' : `, actual ${actual}`}`;
}
