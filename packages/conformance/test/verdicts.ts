import type { Implementation, Report, Verdict } from '@post-challenge/conformance';
import { rules } from '@post-challenge/spec';
import { nameSound, sound } from './sound.ts';

/** The results of one rule, by the name of the implementation. */
export type Answers = ReadonlyMap<string, string>;

/** Implementations by name. */
export type Implementations = Readonly<Record<string, Implementation>>;

const NO_FINDING = 'no finding';

/** Describes a verdict: the answers of a probe, or the finding. A rule that passed or could not be judged is no finding. */
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
 * Lists the unexpected results of a rule: a line for each result, with the names of the implementations.
 *
 * @param usual - The expected result of a sound implementation. The known-bad implementation of this rule is expected to fail; the
 * others are expected to have the result of the sound one.
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

/** Joins names. Names that begin with the same words are written as these words and `*`, if no other name begins with them. */
function joinNames(names: readonly string[], all: readonly string[]): string {
  const shortened = names.map((name) => {
    const words = name.split(' ');
    const beginnings = words.slice(1).map((_, n) => `${words.slice(0, n + 1).join(' ')} `);
    const beginning = beginnings.find((candidate) => {
      const alike = all.filter((other) => other.startsWith(candidate));
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
