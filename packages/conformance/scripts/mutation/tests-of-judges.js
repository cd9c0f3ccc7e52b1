import assert from 'node:assert/strict';
import { createRuleChecker } from '../../src/runner/check-rule.ts';
import { properties } from '../../src/rules/index.ts';
import { checkAfterFew } from '../../test/check-alone.ts';
import { FEW } from '../../test/check-few.ts';
import { listTestedIds } from '../../test/differing-rules.ts';
import messages from '../../test/known-bad/failures.json' with { type: 'json' };
import verdictsOnGarbage from '../../test/known-bad/garbage.txt';
import { judgeGarbage } from '../../test/known-bad/judge-garbage.ts';
import { knownBad } from '../../test/known-bad/known-bad.ts';
import { moreKnownBad } from '../../test/known-bad/more-known-bad.ts';
import verdictsOnBad from '../../test/known-bad/verdicts.txt';
import { draws, knownGood, knownGoodImplementations } from '../../test/known-good/known-good.ts';
import verdictsOnGood from '../../test/known-good/verdicts.txt';
import { sound } from '../../test/sound.ts';
import { describeVerdict, listDifferences } from '../../test/verdicts.ts';

/** Creates the tests: known-bad implementations fail with the stored messages, and every verdict matches the stored one. */
export function tests() {
  const onGood = createVerdictCheck(verdictsOnGood, knownGoodImplementations, draws);
  const onBad = createVerdictCheck(verdictsOnBad, { ...sound, ...knownBad }, FEW);
  return Object.fromEntries([
    ...Object.entries(knownBad).map(([id, implementation]) => [
      `bad ${id}`,
      () => assertFailure(implementation, id, messages[id], 20),
    ]),
    ...moreKnownBad.map(([name, id, implementation]) => [
      `more ${name}`,
      () => assertFailure(implementation, id, messages[name]),
    ]),
    ...Object.keys(properties).flatMap((id) => [
      [`good ${id}`, () => onGood(id)],
      [
        `garbage ${id}`,
        async () => assert.deepEqual(await judgeGarbage(id), filterLines(id, verdictsOnGarbage)),
      ],
      [`others ${id}`, () => onBad(id)],
    ]),
  ]);
}

async function assertFailure(implementation, id, stored, runs) {
  const { verdict, message } = await checkAfterFew(implementation, id, { runs });
  assert.deepEqual({ verdict, message }, { verdict: 'failed', message: stored });
}

/** Creates a function that throws if a verdict on a rule differs from the stored one. */
function createVerdictCheck(stored, implementations, options) {
  const judges = new Map();
  return async (id) => {
    const answers = new Map();
    for (const [name, implementation] of Object.entries(implementations)) {
      if (!(knownGood[name]?.touches.test(id) ?? true)) continue;
      if (!listTestedIds(implementation).includes(id)) continue;
      if (!judges.has(name))
        judges.set(name, createRuleChecker(implementation, { ...FEW, ...options }));
      const verdict = await (await judges.get(name))(id);
      answers.set(name, describeVerdict(verdict));
    }
    assert.deepEqual(listDifferences(id, answers, implementations), filterLines(id, stored));
  };
}

/** Filters the lines about a rule from a file of verdicts. */
function filterLines(id, text) {
  return text.split('\n').filter((line) => line.startsWith(`${id} | `));
}
