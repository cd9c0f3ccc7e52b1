import { type Implementation, fromHost } from '@post-challenge/conformance';
import { createCache, createRuntime } from '@post-challenge/reference';
import {
  type AuthenticationMethod,
  type PostChallengeAction,
  type PostChallengeEvent,
  type Transaction,
  type TransactionInput,
  listRuleIds,
} from '@post-challenge/spec';
import { type RuleId, rules } from '@post-challenge/spec';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { checkAfterFew } from '../check-alone.ts';
import { checkFew } from '../check-few.ts';

interface Faults {
  /** The server has one variable for the current transaction. */
  readonly oneTransaction?: boolean;
  /** The server keeps the completed factors of all transactions in one list. */
  readonly oneListOfFactors?: boolean;
  /** The server gives a handler one turn of the event loop, and goes on. */
  readonly oneTurn?: boolean;
}

function createHost(faults: Faults = {}): Implementation {
  return fromHost({
    name: 'a server',
    open({ clock, tenant }) {
      const cache = createCache();
      const server: { current?: Transaction; methods: AuthenticationMethod[] } = { methods: [] };
      const giveOneTurn = (handle: PostChallengeAction): PostChallengeAction =>
        async function handleForOneTurn(event, api) {
          handle(event, api).catch(() => {});
          await turn();
        };
      return {
        async start({ event: given, actions }) {
          const event = given as unknown as PostChallengeEvent;
          const wrapped = actions.map(({ onExecutePostChallenge, onContinuePostChallenge }) => ({
            onExecutePostChallenge: giveOneTurn(onExecutePostChallenge),
            ...(onContinuePostChallenge && {
              onContinuePostChallenge: giveOneTurn(onContinuePostChallenge),
            }),
          }));
          const runtime = createRuntime({
            actions: faults.oneTurn ? wrapped : actions,
            clock,
            tenant,
            cache,
          });
          if (faults.oneListOfFactors) event.authentication.methods.push(...server.methods);
          const own = { current: await runtime.start(event) };
          const place: { current?: Transaction } = faults.oneTransaction ? server : own;
          place.current = own.current;
          return {
            outcome: () => place.current ?? own.current,
            async resume(step) {
              place.current = await runtime.resume(
                place.current ?? own.current,
                step as TransactionInput,
              );
              if ('completes' in step)
                server.methods.push({
                  name: 'mfa',
                  timestamp: new Date(clock.now()).toISOString(),
                  type: step.completes.type,
                });
            },
          };
        },
      };
    },
  });
}

const wrongHosts: readonly [fault: string, faults: Faults, rule: RuleId][] = [
  [
    'keeps the current transaction in a variable of the server',
    { oneTransaction: true },
    'flow/keeps-transactions-apart',
  ],
  [
    'keeps the completed factors of all transactions',
    { oneListOfFactors: true },
    'flow/starts-clean',
  ],
  ['gives a handler only one turn of the event loop', { oneTurn: true }, 'flow/executes-in-order'],
];

describe('a host fails a MUST at the default number of runs if it', () => {
  test.for(wrongHosts)('%s', async ([, faults, rule]) => {
    expect(rules[rule].level).toBe('MUST');
    expect((await checkAfterFew(createHost(faults), rule)).verdict).toBe('failed');
  });
});

test('the same host without a fault passes every rule about the flow', async () => {
  const ids = listRuleIds('2025').filter((id) =>
    /^(?:flow|access\.deny|authentication\..*)\//.test(id),
  );
  const report = await checkFew(createHost(), {}, ids);
  const verdicts = new Set(report.rules.map(({ verdict }) => verdict));

  expect([...verdicts].toSorted()).toEqual(['passed', 'probed']);
});
