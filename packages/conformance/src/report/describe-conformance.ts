import { listRuleIds, rules as catalogue } from '@post-challenge/spec';
import { type Report, type Verdict, coversEveryMust, preventsConformance } from './report.ts';
import { isMust } from './reporters/order.ts';

/** How many MUSTs of a report have a verdict. */
export interface MustCounts {
  /** How many passed. */
  readonly passed: number;
  /** How many passed or failed. */
  readonly judged: number;
  /** How many the report has. */
  readonly reported: number;
}

/** Counts the MUSTs of a report. */
export function countMusts(report: Pick<Report, 'rules'>): MustCounts {
  const musts = report.rules.filter(isMust);
  const passed = musts.filter(({ verdict }) => verdict === 'passed').length;
  const failed = musts.filter(({ verdict }) => verdict === 'failed').length;
  return { passed, judged: passed + failed, reported: musts.length };
}

/** Whether a run was interrupted, or did not select every MUST of its edition. */
function isPartial({ complete, conformant, rules, edition }: Report): boolean {
  return !complete || (conformant === false && !coversEveryMust(rules, edition));
}

/**
 * Describes in a few words how conformant an implementation is: `host conformant`, `3 MUST fail`. A run that does not show it says so:
 * `partial: 5 of 125 MUST checked`.
 */
export function describeConformance(report: Report): string {
  const { conformant, complete, edition, rules } = report;
  const failed = countMustVerdicts(rules, 'failed');
  if (failed > 0)
    return `${failed} MUST ${failed === 1 ? 'fails' : 'fail'}${isPartial(report) ? ' (partial)' : ''}`;
  if (!complete) return 'partial: interrupted';
  if (conformant !== false) return `${conformant} conformant`;
  const errored = countMustVerdicts(rules, 'errored');
  if (errored > 0) return `not shown: ${errored} MUST errored`;
  if (isPartial(report))
    return `partial: ${countMusts(report).reported} of ${countCatalogueMusts(edition)} MUST checked`;
  return `not shown: ${rules.filter(preventsConformance).length} MUST not judged`;
}

function countMustVerdicts(rules: readonly Verdict[], wanted: Verdict['verdict']): number {
  return rules.filter((rule) => isMust(rule) && rule.verdict === wanted).length;
}

function countCatalogueMusts(edition: Report['edition']): number {
  return listRuleIds(edition).filter((id) => catalogue[id].level === 'MUST').length;
}
