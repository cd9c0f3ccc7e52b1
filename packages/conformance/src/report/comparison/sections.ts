import type { RuleLevel } from '@post-challenge/spec';
import { formatLine } from '../../language/format-value.ts';
import type { VerdictName } from '../report.ts';
import { formatVerdictCounts } from '../reporters/conclusion.ts';
import type {
  ComparedRule,
  ComparedVerdict,
  Comparison,
  RuleDifference,
} from './compare-reports.ts';

/** How many characters of the answers to a probe a cell shows. */
const MAX_ANSWER_WIDTH = 120;

/** How many characters of a text of a report a cell shows. */
const MAX_TEXT_WIDTH = 200;

/** The titles of the sections, in their order, and whether a section is listed only if all rules are. */
const sections = [
  { difference: 'failed', title: 'Some fail, others do not' },
  { difference: 'unjudged', title: 'Nobody fails, but not everybody was judged' },
  { difference: 'answers', title: 'Questions that the sources leave open: no answer is wrong' },
  { difference: 'same', title: 'The same in every report', isRest: true },
  { difference: 'missing', title: 'Not in every report', isRest: true },
] as const satisfies readonly { difference: RuleDifference; title: string; isRest?: true }[];

/** The rules of one method. */
export interface MethodRules {
  readonly method: string;
  readonly rules: readonly ComparedRule[];
}

/** A section of a comparison. */
export interface ComparisonSection {
  readonly difference: RuleDifference;
  readonly title: string;
  /** How many rules it has. */
  readonly count: number;
  /** Its rules by method, in the order of the catalogue. */
  readonly methods: readonly MethodRules[];
}

/** Lists the sections that have rules. Without `all`, only rules on which the reports differ are listed. */
export function listSections({ rules }: Comparison, all: boolean): ComparisonSection[] {
  return sections.flatMap(({ difference, title, ...section }) => {
    const listed = rules.filter((rule) => rule.difference === difference);
    if (listed.length === 0 || ('isRest' in section && !all)) return [];
    return [{ difference, title, count: listed.length, methods: groupByMethod(listed) }];
  });
}

function groupByMethod(rules: readonly ComparedRule[]): MethodRules[] {
  const methods = [...new Set(rules.map(({ method }) => method))];
  return methods.map((method) => ({
    method,
    rules: rules.filter((rule) => rule.method === method),
  }));
}

/** Counts the rules that are listed only on demand, in one sentence each. */
export function countRest({ rules }: Comparison): string[] {
  const count = (difference: RuleDifference) => {
    const counted = rules.filter((rule) => rule.difference === difference);
    return { number: counted.length, verdicts: formatVerdictCounts(counted.flatMap(getVerdict)) };
  };
  const [same, missing] = [count('same'), count('missing')];
  return [
    ...(same.number > 0 ? [`The same in every report: ${same.verdicts}.`] : []),
    ...(missing.number > 0 ? [`Not in every report: ${missing.verdicts}.`] : []),
  ];
}

/** Gets the verdict of the first report that has one. */
function getVerdict({ verdicts }: ComparedRule): { verdict: VerdictName }[] {
  return verdicts.flatMap((one) => ('verdict' in one ? [one] : [])).slice(0, 1);
}

const marks = {
  passed: '✓',
  failed: '✗',
  blocked: '…',
  unobservable: '–',
  vacuous: '?',
  errored: '‼',
  probed: '•',
} as const satisfies Record<VerdictName, string>;

/** Formats a verdict: a mark, and the verdict in words. A SHOULD that failed has the mark of a warning. */
export function formatComparedVerdict(compared: ComparedVerdict, level: RuleLevel): string {
  if ('missing' in compared)
    return compared.missing === 'edition' ? 'not in its edition' : 'not checked';
  const { verdict, answers, expected } = compared;
  const mark = verdict === 'failed' && level !== 'MUST' ? '!' : marks[verdict];
  const text =
    verdict === 'probed' && answers ? formatLine(answers.join(' / '), MAX_ANSWER_WIDTH) : verdict;
  return `${mark} ${text}${expected ? ' (expected)' : ''}`;
}

/** Formats a text of a report for a cell: on one line, cut if it is long. */
export function formatText(text: string): string {
  return formatLine(text, MAX_TEXT_WIDTH);
}

/** The heads of the columns of the first table. */
export const headColumns = [
  'implementation',
  'version',
  'edition',
  'conformance',
  'MUSTs kept',
  'MUSTs without verdict',
  'suite',
] as const;

/** Formats the cells of the first table that count the MUSTs. */
export function formatMusts({
  musts,
}: Comparison['reports'][number]): [kept: string, rest: number] {
  return [`${musts.passed} of ${musts.judged}`, musts.reported - musts.judged];
}
