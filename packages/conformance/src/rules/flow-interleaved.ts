import type { Outcome } from '@post-challenge/spec';
import fc from 'fast-check';
import { factor, isSameFactorType } from '../draw/factors.ts';
import { formatValue } from '../language/format-value.ts';
import type { Json } from '../language/json.ts';
import type { Judgement, TraceLocation } from '../language/judgement.ts';
import { eventWith } from '../language/sample-event.ts';
import type { Scenario, Step, TransactionScript } from '../language/scenario.ts';
import type { Execution, Phase, Trace } from '../language/trace.ts';
import { combine, expectExecutions, expectStatus } from './expectations.ts';
import { findMissingMember } from './flow.ts';
import { type Property, property } from './property.ts';
import {
  awaitTurns,
  call,
  completeFactor,
  createScenario,
  returnUser,
  transaction,
} from './scenarios.ts';
import { getPhases } from './step-results.ts';

/** A transaction of one user, whose name every value bears: its pause, its result, and whether its outcome is read again after its end. */
const visit = fc.record(
  {
    factor,
    redirects: fc.boolean(),
    early: fc.boolean(),
    end: fc.constantFrom<'nothing' | 'url' | 'denial'>('nothing', 'url', 'denial'),
    waits: fc.boolean(),
    turn: fc.integer({ min: 0, max: 2 }),
  },
  { noNullPrototype: true },
);
type Visit = typeof visit extends fc.Arbitrary<infer T> ? T : never;

function createVisit(
  { factor, redirects, early, end, waits, turn }: Visit,
  name: string,
): TransactionScript {
  const turns = awaitTurns(turn);
  const setUrl = call('transaction.setResultUrl', `https://app.example.com/${name}`);
  const pause = redirects
    ? call('redirect.sendUserTo', `https://verify.example.com/${name}`)
    : call('authentication.challengeWith', factor);
  const last: Record<Visit['end'], Step[]> = {
    nothing: [],
    url: [call('transaction.setResultUrl', `https://app.example.com/${name}/end`)],
    denial: [call('access.deny', `Not you, ${name}.`)],
  };
  return transaction(
    [
      {
        execute: [...turns, ...(early ? [setUrl] : []), pause],
        ...(redirects && { continue: [] }),
      },
      { execute: [...turns, ...last[end]] },
    ],
    [redirects ? returnUser() : completeFactor(factor), ...(waits ? [{ wait: 1000 }] : [])],
    eventWith({ user: { user_id: `auth0|${name}` }, secrets: { OWNER: name } }),
  );
}

/** The properties about transactions that are in progress at the same time. */
export const interleavedFlowProperties = {
  'flow/keeps-transactions-apart': property({
    given: { anna: visit, bert: visit, order: fc.array(fc.nat(1), { maxLength: 4 }) },
    scenario: ({ anna, bert, order }) => ({
      ...createScenario([createVisit(anna, 'anna'), createVisit(bert, 'bert')]),
      order: [0, 1, ...order],
    }),
    judge: (scenario, trace) =>
      combine(scenario.transactions.map((_, number) => judgeVisit(scenario, trace, number))),
  }),
} satisfies Record<string, Property>;

function judgeVisit(scenario: Scenario, trace: Trace, transaction: number): Judgement {
  const script = scenario.transactions[transaction];
  const resumed = ['action 2 execute'];
  if (script?.actions[0]?.continue) resumed.unshift('action 1 continue');
  return combine(
    getPhases(trace, transaction).map((phase, number) => {
      const at = { transaction, phase: number };
      if (!script || !phase.outcome) return 'vacuous';
      return combine([
        expectOwnExecutions(script, phase, at),
        expectExecutions(trace, at, [['action 1 execute'], resumed][number] ?? []),
        number === 0
          ? expectOwnPause(script, phase.outcome, at)
          : expectOwnEnd(script, phase.outcome, at),
      ]);
    }),
  );
}

/** Expects that every execution of a phase is one of its own transaction, with the event of its own user. */
function expectOwnExecutions(
  script: TransactionScript,
  { executions }: Phase,
  at: TraceLocation,
): Judgement {
  return combine(
    executions.map((execution, index) =>
      expectOwnExecution(script, execution, { ...at, execution: index }),
    ),
  );
}

function expectOwnExecution(
  { event: given }: TransactionScript,
  { transaction, event }: Execution,
  at: TraceLocation,
): Judgement {
  if (transaction !== undefined)
    return { at, expected: 'must not execute: it is an action of another transaction' };
  const { user, secrets } = given as Record<'user' | 'secrets', Record<string, Json>>;
  const own = { user: { user_id: user['user_id'] ?? null }, secrets };
  const missing = event === undefined ? undefined : findMissingMember(own, event);
  return missing ? { at, ...missing } : 'held';
}

function expectOwnPause(
  { actions }: TransactionScript,
  outcome: Outcome,
  at: TraceLocation,
): Judgement {
  const pause = actions[0]?.execute.at(-1);
  const [argument] = pause && 'call' in pause ? pause.args : [];
  if (typeof argument === 'string') {
    const isOwn = outcome.status === 'redirected' && outcome.url.startsWith(argument);
    return isOwn ? 'held' : { at, expected: `{ status: "redirected", url: "${argument}…" }` };
  }
  if (outcome.status !== 'challenged') return expectStatus({ outcome, at }, 'challenged');
  const { type } = argument as unknown as { type: string };
  return outcome.factors.some((offered) => isSameFactorType(offered, { type }))
    ? 'held'
    : { at, expected: `{ status: "challenged", factors: [{ type: "${type}" }] }` };
}

function expectOwnEnd(
  { actions }: TransactionScript,
  outcome: Outcome,
  at: TraceLocation,
): Judgement {
  const calls = actions.flatMap(({ execute }) => execute.filter((step) => 'call' in step));
  const last = calls.findLast(({ call }) => /deny|setResultUrl/.test(call));
  const text = last ? String(last.args[0]) : undefined;
  if (last?.call === 'access.deny') {
    const isOwn = outcome.status === 'denied' && [undefined, text].includes(outcome.reason);
    return isOwn ? 'held' : { at, expected: `{ status: "denied", reason: ${formatValue(text)} }` };
  }
  const { resultUrl } = outcome.status === 'completed' ? outcome : { resultUrl: null };
  if (text === undefined ? resultUrl === text : resultUrl?.startsWith(text)) return 'held';
  const expected =
    text === undefined
      ? '{ status: "completed" } without resultUrl'
      : `{ status: "completed", resultUrl: ${formatValue(text)} }`;
  return { at, expected };
}
