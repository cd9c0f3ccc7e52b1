import type { Phase, Scenario, Trace } from '@post-challenge/conformance';
import { type Outcome, type RuleId, rules } from '@post-challenge/spec';
import { readFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { sampleEvent } from '../../src/language/sample-event.ts';
import { flowExamples } from '../../src/rules/flow-model/examples.ts';
import { flowModelProperties } from '../../src/rules/flow-model/index.ts';
import {
  type ModelViolation,
  type Prohibition,
  prohibitions,
} from '../../src/rules/flow-model/prohibitions.ts';
import { runScenario } from '../../src/runner/run-scenario.ts';
import { createSmallHost } from '../small-host.ts';

const { requires } = rules['flow/behaves-as-its-model'];

describe('the model of the flow', () => {
  test.for(Object.entries<readonly RuleId[]>(prohibitions))(
    'names a required MUST for each prohibition: %s',
    ([, ids]) => {
      expect(ids.length).toBeGreaterThan(0);
      expect(ids.filter((id) => rules[id].level !== 'MUST')).toEqual([]);
      expect(requires).toEqual(expect.arrayContaining([...ids]));
    },
  );

  test('requires no rule that forbids nothing in it', () => {
    const named = new Set<string>(Object.values(prohibitions).flat());

    expect(requires.filter((id) => !named.has(id))).toEqual([]);
  });

  test('is documented with every prohibition and every rule', () => {
    const page = readFileSync(new URL('../../../../docs/flow-model.md', import.meta.url), 'utf8');

    for (const [prohibition, ids] of Object.entries<readonly RuleId[]>(prohibitions)) {
      const row = page.split('\n').find((line) => line.startsWith(`| ${prohibition} |`)) ?? '';
      expect(ids.filter((id) => !row.includes(`(rules.md#${id})`))).toEqual([]);
    }
  });
});

const { scenario: createScenario, judge } = flowModelProperties['flow/behaves-as-its-model'];

/** Changes an outcome if it has a status. */
function changeOutcome(status: Outcome['status'], change: (outcome: Outcome) => object) {
  return (phase: Phase): Phase =>
    phase.outcome?.status === status
      ? { ...phase, outcome: change(phase.outcome) as Outcome }
      : phase;
}

function changeLastExecution(change: (execution: Phase['executions'][number]) => object) {
  return ({ executions, ...phase }: Phase): Phase => ({
    ...phase,
    executions: executions.map((execution, index) =>
      index === executions.length - 1 ? (change(execution) as typeof execution) : execution,
    ),
  });
}

const ORDER = 'Actions execute in another order, more than once, or not at all.';
const OVERLAP =
  'A handler begins before the previous one has ended, or is still running when the host reports the outcome.';

/** Ways in which a trace of the examples is changed, one phase at a time, and the prohibitions that then tell of it. */
const changes: readonly [
  name: string,
  change: (phase: Phase) => Phase,
  prohibited: readonly Prohibition[],
][] = [
  [
    'a handler executes twice',
    ({ executions, ...phase }) => ({
      ...phase,
      executions: [...executions, ...executions.slice(-1)],
    }),
    ['A continue handler executes although its action has not redirected the user.', ORDER],
  ],
  [
    'another action executes',
    ({ executions, ...phase }) => ({
      ...phase,
      executions: [...executions, { action: 3, handler: 'execute', observations: [] }],
    }),
    [
      'A handler executes after the transaction was denied.',
      'A later action executes after a denial.',
      'A later action executes before a challenge is satisfied.',
      'A later action executes before the user is back.',
      'A return satisfies a challenge.',
      'A return with a missing or another state resumes the transaction.',
      ORDER,
      'An execute handler executes again after the return.',
    ],
  ],
  [
    'a handler overlaps with another one',
    changeLastExecution((execution) => ({ ...execution, overlapped: true })),
    [OVERLAP],
  ],
  [
    'a handler goes on after the outcome was reported',
    changeLastExecution((execution) => ({ ...execution, unfinished: true })),
    [OVERLAP],
  ],
  [
    'a handler of another transaction executes',
    changeLastExecution((execution) => ({ ...execution, transaction: 1 })),
    ['An action of another transaction executes.'],
  ],
  [
    'an event is that of another user',
    changeLastExecution((execution) => ({
      ...execution,
      event: { ...sampleEvent, user: { ...sampleEvent.user, user_id: 'auth0|carl' } },
    })),
    [
      'A later handler receives an incomplete event, or one of another user, client, connection, organization, tenant or domain.',
      'The first handler does not receive the given event.',
    ],
  ],
  [
    'a method throws',
    changeLastExecution(({ observations, ...execution }) => ({
      ...execution,
      observations: observations.map(() => ({
        threw: { name: 'Error', message: 'no', isError: true },
      })),
    })),
    ['A method throws, although its arguments are right.'],
  ],
  [
    'a challenge completes',
    changeOutcome('challenged', () => ({ status: 'completed' })),
    [
      'A challenge does not offer every requested factor, or has another default factor.',
      'A later action executes before a challenge is satisfied.',
      'A return satisfies a challenge.',
    ],
  ],
  [
    'a redirect completes',
    changeOutcome('redirected', () => ({ status: 'completed' })),
    [
      'A later action executes before the user is back.',
      'A return with a missing or another state resumes the transaction.',
      'The user is not sent to the URL of the redirect, with its parameters.',
    ],
  ],
  [
    'a denial completes',
    changeOutcome('denied', () => ({ status: 'completed' })),
    ['A transaction in which an action calls access.deny is not denied.'],
  ],
  [
    'a transaction fails',
    changeOutcome('completed', () => ({ status: 'failed', message: 'no' })),
    ['A transaction does not complete after its last pause, although no action denied it.'],
  ],
  [
    'the result URL is lost',
    changeOutcome('completed', () => ({ status: 'completed' })),
    ['A completed transaction loses or changes its result URL.'],
  ],
];

/** Judges a trace once for each phase that the change changes. Lists the phases in which nobody notices it. */
async function listUnnoticed(
  scenario: Scenario,
  trace: Trace,
  change: (phase: Phase) => Phase,
): Promise<{ unnoticed: string[]; noticed: string[] }> {
  const unnoticed: string[] = [];
  const noticed = new Set<string>();
  for (const [number, { phases }] of trace.transactions.entries()) {
    for (const [index, phase] of phases.entries()) {
      const changed = change(phase);
      if (isDeepStrictEqual(changed, phase)) continue;
      const transactions = trace.transactions.with(number, { phases: phases.with(index, changed) });
      const judgement = await judge(scenario, { transactions });
      if (typeof judgement === 'object') noticed.add((judgement as ModelViolation).prohibition);
      else unnoticed.push(`transaction ${number + 1}, phase ${index}`);
    }
  }
  return { unnoticed, noticed: [...noticed] };
}

/** Judges the changed traces of all examples. */
async function judgeExamples(change: (phase: Phase) => Phase) {
  const noticed = new Set<string>();
  const unnoticed: string[] = [];
  for (const example of flowExamples) {
    const scenario = createScenario(example as never, true);
    const trace = await runScenario(createSmallHost(), scenario);
    const result = await listUnnoticed(scenario, trace, change);
    result.noticed.forEach((name) => noticed.add(name));
    unnoticed.push(...result.unnoticed);
  }
  return { noticed: [...noticed].toSorted(), unnoticed };
}

describe('the judge of the model notices if', () => {
  test.for(changes)('%s', async ([, change, prohibited]) => {
    const { noticed, unnoticed } = await judgeExamples(change);

    expect(noticed).toEqual(prohibited);
    expect(unnoticed).toEqual([]);
  });

  test('an execution is missing, unless the user answered wrongly before', async () => {
    const { noticed, unnoticed } = await judgeExamples(({ executions, ...phase }) => ({
      ...phase,
      executions: executions.slice(0, -1),
    }));

    expect(noticed).toEqual([
      'A factor that was not offered satisfies a challenge.',
      'A later action executes before the user is back.',
      ORDER,
      'The action that redirected the user does not continue after the return.',
      'The next action does not execute although the user completed an offered factor.',
    ]);
    expect(unnoticed).toEqual(['transaction 1, phase 4', 'transaction 1, phase 5']);
  });
});
