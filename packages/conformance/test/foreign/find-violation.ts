import { type Implementation, runScenario } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import fc from 'fast-check';
import { properties } from '../../src/rules/index.ts';
import { deriveSeed } from '../../src/runner/check-rule.ts';

/** How many scenarios to draw, and from which seed. */
export interface Draws {
  readonly runs?: number;
  /** How many examples of the rule to try; by default all. */
  readonly most?: number;
  readonly seed?: number;
}

/**
 * Draws the scenarios that a check draws, until one violates the rule. Other than a check, it leaves out the required rules and
 * does not shrink, which together take most of the time.
 */
export async function findViolation(
  implementation: Implementation,
  id: RuleId,
  { runs = 100, most, seed = 0 }: Draws = {},
): Promise<boolean> {
  const { given, scenario, judge, draws = 1, ...property } = properties[id];
  const examples = property.examples.slice(0, most);
  const violates = async (drawn: unknown) => {
    const drawnScenario = scenario(drawn as never, true);
    const judgement = await judge(drawnScenario, await runScenario(implementation, drawnScenario));
    return typeof judgement === 'object' && 'at' in judgement;
  };
  const { failed } = await fc.check(
    fc.asyncProperty(given, async (drawn) => !(await violates(drawn))),
    {
      numRuns: runs * draws + examples.length,
      seed: deriveSeed(id) ^ seed,
      examples: examples.map((drawn) => [drawn]),
      endOnFailure: true,
    },
  );
  return failed;
}

/** Finds a rule, among some, that the implementation violates. It tries a tenth of each before it tries all of each. */
export async function findBrokenRule(
  implementation: Implementation,
  ids: readonly RuleId[],
  { runs = 100, ...draws }: Draws = {},
): Promise<RuleId | undefined> {
  for (const share of [{ runs: Math.ceil(runs / 10), most: 10 }, { runs }])
    for (const id of ids)
      if (await findViolation(implementation, id, { ...draws, ...share })) return id;
  return undefined;
}
