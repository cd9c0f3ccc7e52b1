import {
  type Implementation,
  type Verdict,
  checkConformance,
  checkRule,
} from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type Verdicts, besidesPassed, textOf as knownText } from '../verdicts.ts';
import { figuresOfBad, figuresOn, othersIn } from '../strength/figures.ts';
import { lackingIn } from './counterexample.ts';
import { alsoBroken, longToBreak } from './exceptions.ts';
import type { JudgedRuleId } from './breakers.ts';
import { knownBad } from './known-bad.ts';
import { moreBad } from './more.ts';

const cases = Object.entries(knownBad) as [JudgedRuleId, Implementation][];
const textOf = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8');
const failures = JSON.parse(textOf('failures.json')) as Record<string, string>;
const others = new Map<JudgedRuleId, RuleId[]>();
const own = new Map<JudgedRuleId, Verdict>();
const verdicts = new Map<string, Verdicts>();
const messages = new Map<string, string | undefined>();

describe('what is known to break', () => {
  // The first twenty scenarios of a hundred: a check draws the same ones first, however many it draws.
  test.for(cases)('%s breaks it, and is told so in full', async ([id, implementation]) => {
    const verdict = await checkRule(implementation, id, { runs: 20 });
    own.set(id, verdict);

    expect(await lackingIn(implementation, verdict, { most: longToBreak[id] })).toEqual([]);
    expect(verdict.message, 'pnpm strength writes failures.json.').toBe(failures[id]);
  });

  test.for(cases)('%s breaks nothing else', async ([id, implementation]) => {
    const report = await checkConformance(implementation, { runs: 5 });
    others.set(id, othersIn(report, id));
    verdicts.set(id, besidesPassed(report));

    expect(others.get(id)).toEqual(alsoBroken[id] ?? []);
  });
});

describe('of the other ways to break a rule', () => {
  test.for(moreBad)('this is found: %s', async ([title, id, implementation]) => {
    const verdict = await checkRule(implementation, id);
    messages.set(title, verdict.message);

    expect(await lackingIn(implementation, verdict)).toEqual([]);
  });
});

test('the page on the strength of the suite tells what was found here', () => {
  const findings = cases.flatMap(([id]) => {
    const verdict = own.get(id);
    return verdict ? [{ own: verdict, others: others.get(id) ?? [] }] : [];
  });

  expect(
    figuresOn(textOf('../../../../docs/strength.md')),
    'pnpm strength writes the page.',
  ).toEqual(expect.arrayContaining([...figuresOfBad(findings)]));
});

test('the verdicts and the messages are the ones that are known; vitest -u writes them', async () => {
  await expect(knownText(verdicts)).toMatchFileSnapshot('verdicts.json');
  await expect(knownText(messages)).toMatchFileSnapshot('more.json');
});

test('what breaks another rule too is one in twenty at most', () => {
  expect(Object.keys(alsoBroken).length / cases.length).toBeLessThanOrEqual(0.05);
});
