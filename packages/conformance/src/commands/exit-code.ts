import { EXIT_ERROR, EXIT_FAILED, EXIT_OK, type Stream } from '@post-challenge/spec/command-line';
import { type FailLevel, type Report, countsAsError, countsAsFailure } from '../report/report.ts';

/** Gets the exit code for a report. If the report judges no rule, writes the reason to stderr. */
export function getExitCode(
  report: Report,
  stderr: Stream,
  { failOn = 'must', bail = false }: { failOn?: FailLevel; bail?: boolean } = {},
): number {
  const { complete, judged, rules: verdicts } = report;
  const hasFailed = verdicts.some((rule) => countsAsFailure(rule, failOn));
  // A run that stopped at its first failure has an answer, although its report is incomplete.
  if (!complete && !(bail && hasFailed)) return EXIT_ERROR;
  if (judged === 0) {
    const isUnobservable = verdicts.some(({ verdict }) => verdict === 'unobservable');
    const advice = isUnobservable
      ? 'Select other rules, or give the adapter the capabilities that they need.'
      : 'The report says why. Select other rules, or more of them.';
    stderr.write(`No rule was judged. ${advice}\n`);
    return EXIT_ERROR;
  }
  if (verdicts.some(countsAsError)) return EXIT_ERROR;
  return hasFailed ? EXIT_FAILED : EXIT_OK;
}
