import { EXIT_ERROR, EXIT_FAILED, EXIT_OK, type Stream } from '@post-challenge/spec/command-line';
import { type Report, countsAsError, countsAsFailure } from '../report/report.ts';

/** The exit code that a report comes to; a sentence where it judges nothing. */
export function getExitCode(report: Report, stderr: Stream): number {
  const { complete, judged, rules: verdicts } = report;
  if (!complete) return EXIT_ERROR;
  if (judged === 0) {
    stderr.write('No rule was judged. Select other rules, or give the suite more to see.\n');
    return EXIT_ERROR;
  }
  if (verdicts.some(countsAsError)) return EXIT_ERROR;
  return verdicts.some(countsAsFailure) ? EXIT_FAILED : EXIT_OK;
}
