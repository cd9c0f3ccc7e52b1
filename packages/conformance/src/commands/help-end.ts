import {
  type HelpEnd,
  type Stream,
  formatHelpEnd,
  getHelpWidth,
} from '@post-challenge/spec/command-line';
import type { Command } from 'commander';
import { locateDocs } from '../report/rule-book.ts';

/** Adds examples, the exit codes and the place of the docs to the help of a command. */
export function addHelpEnd(command: Command, stdout: Stream, end: Omit<HelpEnd, 'docs'>): void {
  command.addHelpText('after', () =>
    formatHelpEnd({ ...end, docs: locateDocs() }, getHelpWidth(stdout)),
  );
}
