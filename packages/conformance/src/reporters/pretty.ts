import { type Report, type Verdict, type VerdictName, verdictNames } from '../report.ts';
import { ruleBookOn } from '../rule-book.ts';

/** How texts are set off from each other. @internal */
export interface Paint {
  (style: 'bold' | 'red' | 'green' | 'yellow' | 'dim', text: string): string;
}

const MOST_NAMED = 3;
const MOST_IN_FULL = 3;

/**
 * The report for people: what failed first, then why other rules were not judged, then the figures.
 *
 * @internal
 */
export function prettyReport(
  report: Report,
  { path, paint, full }: { path: string; paint: Paint; full: boolean },
): string {
  const having = (verdict: VerdictName) => report.rules.filter((rule) => rule.verdict === verdict);
  const failed = having('failed');
  const failures = [...failed.filter(isMust), ...failed.filter((rule) => !isMust(rule))];
  const inFull = full || failures.length <= MOST_IN_FULL + 1 ? failures.length : MOST_IN_FULL;
  return [
    ...failures
      .slice(0, inFull)
      .map((rule) => failureOf(rule, path, paint, otherMissing(rule, report))),
    inShort(failures.slice(inFull), paint),
    [...having('errored'), ...having('vacuous')].map((rule) => notGreen(rule, paint)).join('\n'),
    blockedFromOutside(having('blocked'), report),
    having('listed')
      .map(({ id, message }) => `- ${id} listed: ${message}`)
      .join('\n'),
    figures(report),
    paint(colourOf(report), paint('bold', conclusion(report))),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');
}

/**
 * A rule that failed: what it says, what happened, and how to see it again.
 *
 * @internal
 */
export function failureOf(
  rule: Verdict,
  path: string,
  paint: Paint,
  missing: readonly string[] = [],
): string {
  const script = (rule.message ?? '').replaceAll(/^.*← here$/gm, (line) => paint('bold', line));
  return [
    `${markOf(rule, paint)} ${headOf(rule, paint)}`,
    `  ${rule.text}`,
    '',
    script,
    ...(missing.length > 0 ? [`   missing    ${missing.join(', ')}`] : []),
    `   replay     npx @post-challenge/conformance replay ${quoted(path)} ${rule.id} ${rule.replay}`,
    `   rule book  ${ruleBookOn(rule.id)}`,
    ...(rule.blocks ? [`   blocks     ${someOf(rule.blocks)}`] : []),
  ].join('\n');
}

/** A path as a shell takes it. */
function quoted(path: string): string {
  return /^[\w./@:\\+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}

function markOf(rule: Verdict, paint: Paint): string {
  return isMust(rule) ? paint('red', '✗') : paint('yellow', '!');
}

/** Failures that would not fit on a screen in full: a line each. */
function inShort(failures: readonly Verdict[], paint: Paint): string {
  if (failures.length === 0) return '';
  const width = Math.max(...failures.map(({ id }) => id.length));
  const lines = failures.map(
    (rule) => `${markOf(rule, paint)} ${paint('bold', rule.id.padEnd(width))}  ${rule.text}`,
  );
  return [...lines, '', '  In full: --full, or --rule with the id of one.'].join('\n');
}

function headOf({ id, level, basis }: Verdict, paint: Paint): string {
  return `${paint('bold', id)}   ${paint('dim', [level, basis].filter(Boolean).join(', '))}`;
}

function notGreen(rule: Verdict, paint: Paint): string {
  const blocks = rule.blocks ? ` It blocks ${someOf(rule.blocks)}.` : '';
  return `? ${headOf(rule, paint)}   ${rule.verdict}\n  ${rule.message}${blocks}`;
}

/** Rules that are blocked by one that the report does not hold. */
function blockedFromOutside(blocked: readonly Verdict[], { rules }: Report): string {
  const reported = new Set(rules.map(({ id }) => id));
  return blocked
    .filter(({ blockedBy = [] }) => !blockedBy.some((by) => reported.has(by)))
    .map(({ id, message }) => `- ${id} blocked: ${message}`)
    .join('\n');
}

/** The methods that are missing besides the one that the failure shows. */
function otherMissing({ id, message = '' }: Verdict, { rules }: Report): string[] {
  if (id !== 'api/has-every-method') return [];
  const sentences = rules
    .filter(({ blockedBy = [] }) => blockedBy.includes(id))
    .map((rule) => rule.message?.split(' ')[0] ?? '')
    .filter((method) => !message.includes(method));
  return [...new Set(sentences)];
}

function someOf(ids: readonly string[]): string {
  const more = ids.length - MOST_NAMED;
  return [...ids.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function figures({ summary, rules, timing }: Report): string {
  const lacks = new Set(rules.flatMap((rule) => rule.lacks ?? []));
  const counts = Object.entries(summary)
    .filter(([, count]) => count > 0)
    .map(([verdict, count]) => {
      const why =
        verdict === 'unobservable' && lacks.size > 0 ? ` (need ${[...lacks].join(', ')})` : '';
      return `${count} ${verdict}${why}`;
    });
  const seconds = (timing.total / 1000).toFixed(1);
  return `${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}: ${counts.join(', ') || 'none judged'}; ${seconds} s`;
}

function colourOf({ conformant, rules, complete }: Report): 'green' | 'yellow' | 'red' {
  if (rules.some((rule) => isMust(rule) && rule.verdict === 'failed')) return 'red';
  return conformant !== false && complete ? 'green' : 'yellow';
}

/** The last line: one sentence that says how it stands. */
function conclusion(report: Report): string {
  const { implementation, conformant, judged, rules, complete, summary } = report;
  const name = [implementation.name, implementation.version].filter(Boolean).join(' ');
  const judgeable = rules.filter(({ level }) => level === 'MUST' || level === 'SHOULD');
  const figure = `${judged} of ${judgeable.length} rules judged`;
  if (!complete) {
    return `Interrupted: the report on ${name} is incomplete; ${judged} rules judged so far.`;
  }
  if (summary.errored > 0) {
    return `${name} gave no proper answer, errored rules: ${summary.errored}. Mend that first; ${figure}.`;
  }
  if (judged === 0) return `Nothing can be said of ${name}: ${figure}.`;
  if (conformant === 'host') return `${name} is conformant at host level: ${figure}.`;
  if (conformant === 'api') {
    const open = judgeable.filter(({ verdict }) => verdict === 'unobservable').length;
    return `${name} is conformant at api level: ${figure}; only the ${open} that need a host were unobservable.`;
  }
  const notKept = judgeable.filter((rule) => isMust(rule) && rule.verdict !== 'passed');
  if (notKept.length === 0) return `${name} keeps every MUST that was selected: ${figure}.`;
  const not = notKept.length === 1 ? '1 MUST rule did' : `${notKept.length} MUST rules did`;
  const verdict = notKept.some(({ verdict }) => verdict === 'failed')
    ? 'not conformant'
    : 'not shown to be conformant';
  return `${name} is ${verdict}: ${not} not pass (${countsOf(notKept)}); ${figure}.`;
}

/** How many of some verdicts there are of each kind. */
function countsOf(verdicts: readonly Verdict[]): string {
  return verdictNames
    .map((name) => ({ name, count: verdicts.filter(({ verdict }) => verdict === name).length }))
    .filter(({ count }) => count > 0)
    .map(({ name, count }) => `${count} ${name}`)
    .join(', ');
}

function isMust({ level }: Verdict): boolean {
  return level === 'MUST';
}
