import type { Implementation, Report, Verdict } from '@post-challenge/conformance';
import { rules } from '@post-challenge/spec';
import { nameSound, sound } from './sound.ts';

/** What is said of one rule, by the name of the implementation. */
export type Answers = ReadonlyMap<string, string>;

/** Implementations by name. */
export type Implementations = Readonly<Record<string, Implementation>>;

const NO_FINDING = 'no finding';

/** Describes a verdict: the answers to a probe, or what was found; that a rule passed or could not be judged is no finding. */
export function describeVerdict({ verdict, answers }: Verdict): string {
  if (answers) return answers.join(' / ');
  return /passed|blocked|unobservable|listed/.test(verdict) ? NO_FINDING : verdict;
}

/** Formats the verdicts of reports as differences. */
export function formatVerdicts(
  reports: ReadonlyMap<string, Report>,
  implementations: Implementations,
): string {
  const verdicts = Object.keys(implementations).map((name) => {
    const found = reports.get(name)?.rules ?? [];
    return [name, new Map<string, Verdict>(found.map((rule) => [rule.id, rule]))] as const;
  });
  const lines = Object.keys(rules).flatMap((id) => {
    const answers = verdicts.flatMap(([name, byRule]) => {
      const verdict = byRule.get(id);
      return verdict ? [[name, describeVerdict(verdict)] as const] : [];
    });
    return listDifferences(id, new Map(answers), implementations);
  });
  return formatLines(lines);
}

/**
 * Lists what is said of a rule that is not expected: a line for each answer, with the implementations that it is said of.
 *
 * @param usual - What is expected of a sound implementation. Of others it is expected what is said of the sound one, but for the
 * one that is to fail this rule.
 */
export function listDifferences(
  rule: string,
  answers: Answers,
  implementations: Implementations,
  usual = NO_FINDING,
): string[] {
  const names = new Map<string, string[]>();
  for (const [name, answer] of answers) {
    if (answer === expected(name)) continue;
    names.set(answer, [...(names.get(answer) ?? []), name]);
  }
  const all = [...answers.keys()];
  return [...names].map(([answer, some]) => `${rule} | ${answer} | ${joinNames(some, all)}`);

  function expected(name: string): string | undefined {
    if (name in sound) return usual;
    const implementation = implementations[name];
    return name === rule ? 'failed' : implementation && answers.get(nameSound(implementation));
  }
}

/** Joins names; first words that no other name has are written once, with `*` for whatever follows. */
function joinNames(names: readonly string[], all: readonly string[]): string {
  const shortened = names.map((name) => {
    const words = name.split(' ');
    const beginnings = words.slice(1).map((_, n) => `${words.slice(0, n + 1).join(' ')} `);
    const beginning = beginnings.find((one) => {
      const alike = all.filter((other) => other.startsWith(one));
      return alike.length > 1 && alike.every((other) => names.includes(other));
    });
    return beginning === undefined ? name : `${beginning}*`;
  });
  return [...new Set(shortened)].join('; ');
}

/** Formats lines as the text of a file. */
export function formatLines(lines: readonly string[]): string {
  return ['rule | what is said of it | implementations', ...lines, ''].join('\n');
}
