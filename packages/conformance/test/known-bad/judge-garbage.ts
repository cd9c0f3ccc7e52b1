import { type Implementation, ImplementationError, runScenario } from '@post-challenge/conformance';
import { type Edition, type RuleId, listEditions, rules } from '@post-challenge/spec';
import * as fc from 'fast-check';
import { getProperty } from '../../src/rules/index.ts';
import type { Judgement } from '../../src/language/judgement.ts';
import type { Property } from '../../src/rules/property.ts';
import { sound } from '../sound.ts';
import { listDifferences } from '../verdicts.ts';
import { garbage } from './garbage.ts';

const implementations = { smallHost: sound.smallHost, ...garbage };

/** Lists the judgements of a rule on the garbage implementations, even if the rules that it requires do not pass. */
export async function judgeGarbage(id: RuleId): Promise<string[]> {
  const [edition = '2025'] = listEditions(rules[id]);
  const property = getProperty(id, edition);
  const answers = new Map<string, string>();
  for (const [name, implementation] of Object.entries(implementations)) {
    answers.set(name, [...(await judgeDraws(property, implementation, edition))].join(' / '));
  }
  return listDifferences(id, answers, implementations, 'held');
}

/** Judges a few draws and returns the distinct judgements. */
async function judgeDraws(
  property: Property,
  implementation: Implementation,
  edition: Edition,
): Promise<Set<string>> {
  const drawn = [
    ...property.examples.slice(0, 1),
    ...fc.sample(property.given, { numRuns: 2, seed: 1 }),
  ];
  const texts = new Set<string>();
  for (const values of drawn) {
    texts.add(await judgeDraw(property, implementation, edition, values as never));
  }
  return texts;
}

async function judgeDraw(
  property: Property,
  implementation: Implementation,
  edition: Edition,
  drawn: never,
): Promise<string> {
  const scenario = { ...property.scenario(drawn, true), edition };
  try {
    return describeJudgement(
      await property.judge(scenario, await runScenario(implementation, scenario)),
    );
  } catch (error) {
    if (error instanceof ImplementationError) return `errored: ${error.message}`;
    throw error;
  }
}

function describeJudgement(judgement: Judgement): string {
  if (typeof judgement === 'string') return judgement;
  if ('answer' in judgement) return `answered: ${judgement.answer}`;
  const { at, expected, actual } = judgement;
  const place = Object.entries(at).map(([name, number]) => `${name} ${String(number)}`);
  return `at ${place.join(', ')}: expected ${expected}${actual === undefined ? '' : `, actual ${actual}`}`;
}
