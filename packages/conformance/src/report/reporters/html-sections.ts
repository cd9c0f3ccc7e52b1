import type { RuleId } from '@post-challenge/spec';
import { type Report, type Verdict, preventsConformance } from '../report.ts';
import { type PageContext, renderRule } from './html-rule.ts';
import { type Markup, markup } from '@post-challenge/spec/command-line';
import { formatOrderAdvice, isMust, listBlockedFromOutside, listFailures } from './order.ts';

/** How many rules that need attention are unfolded at first. */
const MAX_OPEN_RULES = 3;

/** The sections of the page, in order. */
const sections = {
  differences: { title: 'Unlike the baseline' },
  first: { title: 'Mend first' },
  next: { title: 'Mend next', note: 'No other rule waits for these.' },
  errored: {
    title: 'Errored',
    note: 'The implementation or the adapter hung, crashed or gave an invalid answer. That is no verdict on the rule.',
  },
  unreached: {
    title: 'MUST rules that no scenario reached',
    note: 'The run shows nothing about these rules, so they prevent conformance.',
  },
  unobserved: {
    title: 'MUST rules that the suite cannot observe',
    note: 'The implementation lacks a capability without which it cannot be conformant.',
    isFolded: true,
  },
  outside: {
    title: 'Blocked by rules outside this report',
    note: 'Select those rules too, to see why they did not pass.',
  },
  warnings: { title: 'SHOULD warnings', note: 'They do not prevent conformance.' },
  waiting: { title: 'Waiting for other rules', isFolded: true },
  unreachedOthers: { title: 'Not reached by a scenario', isFolded: true },
  unobservable: {
    title: 'Not observable',
    note: 'These rules need more than the implementation offers, such as a host.',
    isFolded: true,
  },
  answers: {
    title: 'Questions answered',
    note: 'The sources leave these questions open. No answer is wrong.',
    isFolded: true,
  },
  expected: { title: 'As the baseline expects', isFolded: true },
  passed: { title: 'Passed', isFolded: true },
} as const satisfies Record<string, Section>;

interface Section {
  readonly title: string;
  readonly note?: string;
  /** Whether the section is folded at first. */
  readonly isFolded?: boolean;
}

type SectionName = keyof typeof sections;

/** The rules of a section. */
interface SectionRules extends Section {
  readonly name: SectionName;
  readonly rules: readonly Verdict[];
}

/** Groups the rules of a report by the reader's next step: first those to mend, in the order in which to mend them. */
export function groupBySection(report: Report): SectionRules[] {
  const choose = createSectionChooser(report);
  const failures = listFailures(report);
  const ordered = [...failures, ...report.rules.filter((rule) => !failures.includes(rule))];
  return (Object.entries(sections) as [SectionName, Section][])
    .map(([name, section]) => ({
      name,
      ...section,
      rules: ordered.filter((rule) => choose(rule) === name),
    }))
    .filter(({ rules }) => rules.length > 0);
}

/** Creates the function that chooses the section of a rule. */
function createSectionChooser(report: Report): (rule: Verdict) => SectionName {
  const outside = new Set(listBlockedFromOutside(report));
  const failures = listFailures(report).filter((rule) => isMust(rule) && !rule.expected);
  const isChoice = failures.some(({ blocks }) => blocks);
  return (rule) => {
    if (rule.unexpected !== undefined) return 'differences';
    if (rule.expected) return 'expected';
    switch (rule.verdict) {
      case 'failed':
        if (!isMust(rule)) return 'warnings';
        return isChoice && !rule.blocks ? 'next' : 'first';
      case 'vacuous':
        return isMust(rule) ? 'unreached' : 'unreachedOthers';
      case 'unobservable':
        return preventsConformance(rule) ? 'unobserved' : 'unobservable';
      case 'blocked':
        return outside.has(rule) ? 'outside' : 'waiting';
      case 'probed':
        return 'answers';
      default:
        return rule.verdict;
    }
  };
}

/** Chooses the rules to unfold at first. */
export function chooseOpenIds(groups: readonly SectionRules[]): ReadonlySet<RuleId> {
  const attended = groups.filter(({ isFolded }) => !isFolded).flatMap(({ rules }) => rules);
  return new Set(attended.slice(0, MAX_OPEN_RULES).map(({ id }) => id));
}

/** Renders a section with its rules. */
export function renderRuleGroup(
  { name, title, note, isFolded, rules }: SectionRules,
  page: PageContext,
): Markup {
  const advice = name === 'first' ? formatOrderAdvice(rules) : note;
  const head = markup`<h2>${title} <span class="count">${rules.length}</span></h2>`;
  const body = markup`${
    advice &&
    markup`<p class="advice">${advice}</p>
`
  }${rules.map((rule) => renderRule(rule, page))}`;
  return isFolded
    ? markup`<details class="group">
<summary>${head}</summary>
${body}</details>
`
    : markup`<section class="group">
${head}
${body}</section>
`;
}
