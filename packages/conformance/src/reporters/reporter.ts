import type { Report } from '../report.ts';

/** How texts are set off from each other. @internal */
export interface Paint {
  (style: 'bold' | 'red' | 'green' | 'yellow' | 'dim', text: string): string;
}

/** No colours. @internal */
export const plain: Paint = (_, text) => text;

/** What a reporter is told besides the report. @internal */
export interface Circumstances {
  /** The path of the implementation, for the commands that replay a failure. */
  readonly path: string;
  readonly paint: Paint;
  /** Whether every failure is printed in full. */
  readonly full: boolean;
}

/** Writes a report as one text. @internal */
export interface Reporter {
  (report: Report, circumstances: Circumstances): string;
}
