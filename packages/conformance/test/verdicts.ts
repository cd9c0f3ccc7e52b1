import type { Report, Verdict } from '@post-challenge/conformance';

/** Verdicts, and the answers to probes, by rule. */
export type Verdicts = Readonly<Record<string, unknown>>;

/** What a report says of rules that were looked at and did not pass. */
export function besidesPassed({ rules }: Report): Verdicts {
  const others = rules.filter(({ verdict }) => /vacuous|failed|errored|probed/.test(verdict));
  return Object.fromEntries(others.map((rule) => [rule.id, sayingOf(rule)]));
}

/** The verdict, or the answers to a probe. */
export function sayingOf({ verdict, answers }: Verdict): unknown {
  return answers ?? verdict;
}

/** The text of the file that keeps what was known. */
export function textOf(known: ReadonlyMap<string, unknown>): string {
  return `${JSON.stringify(Object.fromEntries(known), null, 1)}\n`;
}
