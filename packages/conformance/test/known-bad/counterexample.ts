import {
  type Implementation,
  type Scenario,
  type Verdict,
  decodeReplay,
  replayRule,
} from '@post-challenge/conformance';
import { renderFailure } from '../../src/report/reporters/pretty.ts';
import { nameSound, sound } from '../sound.ts';

/** Counts the steps of a scenario: those of the actions and those of the user. */
export function countSteps({ transactions }: Scenario): number {
  const steps = transactions.flatMap(({ actions, user }) => [
    ...actions.flatMap(({ execute, continue: resumed = [] }) => [...execute, ...resumed]),
    ...user,
  ]);
  return steps.length;
}

/** Lists the parts that a failure lacks and that people need to fix it. */
export async function findLacks(
  implementation: Implementation,
  verdict: Verdict,
  { most = 5 } = {},
): Promise<string[]> {
  const text = renderFailure(verdict, 'adapter.js', (_, unpainted) => unpainted);
  const [, word] = /replay adapter\.js \S+ (\S+)$/m.exec(text) ?? [];
  if (verdict.verdict !== 'failed' || word === undefined) return ['a failure'];
  const scenario = decodeReplay(verdict.id, word);
  const again = await replayRule(implementation, verdict.id, scenario);
  const kept = await replayRule(sound[nameSound(implementation)], verdict.id, scenario);
  const needed = {
    'the name of the rule': text.split(' ', 2)[1] === verdict.id,
    'one mark': text.match(/ ← (?:here|must .+)$/gm)?.length === 1,
    'the expected behaviour': /^ {3}expected {3}\S| ← must /m.test(text),
    'the actual behaviour': /→ \S.* ← here$|^ {3}actual {5}\S| ← must /m.test(text),
    [`a script of at most ${most} steps instead of ${countSteps(scenario)}`]:
      countSteps(scenario) <= most,
    'a replay with the same failure':
      again.verdict === 'failed' && again.message === verdict.message,
    'a replay that a sound implementation passes': kept.verdict !== 'failed',
  };
  return Object.entries(needed).flatMap(([name, isThere]) => (isThere ? [] : [name]));
}
