import { describeConformance } from './describe-conformance.ts';
import type { Report } from './report.ts';
import { getStanding } from './reporters/conclusion.ts';

/** A badge, in the form that the endpoint badge of shields.io reads. */
export interface Badge {
  /** The version of the form. */
  readonly schemaVersion: 1;
  /** The text on the left. */
  readonly label: string;
  /** The text on the right. */
  readonly message: string;
  /** The colour of the right side, by a name that shields.io knows. */
  readonly color: string;
}

/** Creates the badge for a report. By default, the label names the contract and the edition. */
export function createBadge(report: Report, label = `post-challenge ${report.edition}`): Badge {
  return { schemaVersion: 1, label, message: describeConformance(report), color: getColor(report) };
}

function getColor(report: Report): string {
  const standing = getStanding(report);
  if (standing === 'bad') return 'red';
  if (standing === 'open') return 'yellow';
  return report.conformant === 'host' ? 'brightgreen' : 'green';
}
