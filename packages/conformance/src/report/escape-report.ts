import { escapeControls } from '@post-challenge/spec/command-line';
import type { Report, Verdict } from './report.ts';

/** Escapes the texts of others in a verdict, so that a terminal shows them and obeys none. */
export function escapeVerdict(verdict: Verdict): Verdict {
  const { message, unexpected, answers } = verdict;
  return {
    ...verdict,
    ...(message !== undefined && { message: escapeControls(message) }),
    ...(unexpected !== undefined && { unexpected: escapeControls(unexpected) }),
    ...(answers && { answers: answers.map(escapeControls) }),
  };
}

/** Escapes the texts of others in a report. */
export function escapeReport(report: Report): Report {
  return { ...report, rules: report.rules.map(escapeVerdict) };
}
