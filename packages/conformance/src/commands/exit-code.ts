import { type Report, isFaulty, isOpen } from '../report.ts';
import { BROKEN, KEPT, type Stream, UNUSABLE } from './terminal.ts';

/**
 * The exit code that a report comes to; a sentence where it judges nothing.
 *
 * @internal
 */
export function exitCodeOf(report: Report, stderr: Stream): number {
  const { complete, judged, rules: verdicts } = report;
  if (!complete) return UNUSABLE;
  if (judged === 0) {
    stderr.write('No rule was judged. Select other rules, or give the suite more to see.\n');
    return UNUSABLE;
  }
  if (verdicts.some(isFaulty)) return UNUSABLE;
  return verdicts.some(isOpen) ? BROKEN : KEPT;
}
