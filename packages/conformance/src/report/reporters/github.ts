import { plain } from '@post-challenge/spec/command-line';
import { type Report, type Verdict, countsAsError, countsAsFailure } from '../report.ts';
import { formatConclusion } from './conclusion.ts';
import { listBlockedFromOutside, listFailures } from './order.ts';
import { renderFailure } from './pretty.ts';
import { listReplayLine } from './replay-command.ts';
import type { ReporterOptions } from './reporter.ts';

/**
 * Renders the report as annotations of GitHub Actions, on the file of the adapter: an error for each rule that makes the exit code bad,
 * a warning for the hint and for every other failure, and a notice with the conclusion.
 *
 * @remarks
 * GitHub shows ten errors and ten warnings of a step. So the most important rules come first, and a rule that only waits for another
 * one of the report has no annotation.
 */
export function renderGithub(report: Report, { path, failOn }: ReporterOptions): string {
  const failures = listFailures(report);
  const blockedFromOutside = listBlockedFromOutside(report);
  const isShown = (rule: Verdict) =>
    rule.verdict !== 'blocked' ||
    rule.unexpected !== undefined ||
    blockedFromOutside.includes(rule);
  const others = report.rules.filter((rule) => !failures.includes(rule) && isShown(rule));
  const isBad = (rule: Verdict) => countsAsError(rule) || countsAsFailure(rule, failOn);
  const annotate = (kind: string, rule: Verdict) =>
    formatCommand(kind, { file: path, title: rule.id }, describe(rule, path));
  const { hint } = report;
  return [
    ...(hint === undefined ? [] : [formatCommand('warning', { file: path, title: 'hint' }, hint)]),
    ...[...failures, ...others].filter(isBad).map((rule) => annotate('error', rule)),
    ...failures.filter((rule) => !isBad(rule)).map((rule) => annotate('warning', rule)),
    formatCommand('notice', { title: 'conformance' }, formatConclusion(report)),
  ]
    .join('\n')
    .concat('\n');
}

function describe(rule: Verdict, path: string): string {
  if (rule.verdict === 'failed') return renderFailure(rule, path, plain);
  const reason = `${rule.verdict}: ${rule.unexpected ?? rule.message ?? rule.text}`;
  return [reason, ...listReplayLine(rule, path)].join('\n');
}

/** Formats a workflow command. Everything that would end a line or a property is escaped, so that no text becomes a command. */
function formatCommand(
  kind: string,
  properties: Readonly<Record<string, string>>,
  message: string,
): string {
  const named = Object.entries(properties).map(
    ([name, value]) => `${name}=${escapeData(value).replaceAll(':', '%3A').replaceAll(',', '%2C')}`,
  );
  return `::${kind} ${named.join(',')}::${escapeData(message)}`;
}

function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
