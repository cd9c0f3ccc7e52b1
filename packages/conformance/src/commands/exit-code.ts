import { EXIT_ERROR, EXIT_FAILED, EXIT_OK, type Stream } from '@post-challenge/spec/command-line';
import { type Report, countsAsError, countsAsFailure } from '../report/report.ts';

/** Gets the exit code for a report. If the report judges no rule, writes the reason to stderr. */
export function getExitCode(report: Report, stderr: Stream): number {
  const { complete, judged, rules: verdicts } = report;
  if (!complete) return EXIT_ERROR;
  if (judged === 0) {
    stderr.write(
      'No rule was judged. Select other rules, or give the adapter the capabilities that they need.\n',
    );
    return EXIT_ERROR;
  }
  if (verdicts.some(countsAsError)) return EXIT_ERROR;
  return verdicts.some(countsAsFailure) ? EXIT_FAILED : EXIT_OK;
}
