import fc from 'fast-check';
import { properties } from '../../src/rules/index.ts';
import type { Property } from '../../src/rules/property.ts';
import { deriveSeed } from '../../src/runner/check-rule.ts';
import type { Feature } from './feature.ts';

/** Checks whether a check of a rule at default runs draws a feature. It stops at the first scenario that has it. */
function drawsFeature(id: Feature['rules'][number], has: Feature['has'], seed: number): boolean {
  const { given, examples, scenario, draws = 1 }: Property = properties[id];
  const misses = fc.property(given, (drawn) => !has(scenario(drawn as never, true)));
  const { failed } = fc.check(misses, {
    numRuns: 100 * draws + examples.length,
    seed: deriveSeed(id) ^ seed,
    examples: examples.map((drawn) => [drawn] as [unknown]),
    endOnFailure: true,
  });
  return failed;
}

/** Lists the rules, each with a seed, whose check does not draw a feature although it needs it. */
export function listMissingDraws({ rules, has }: Feature, seeds: readonly number[]): string[] {
  return rules.flatMap((id) =>
    seeds.filter((seed) => !drawsFeature(id, has, seed)).map((seed) => `${id} at seed ${seed}`),
  );
}
