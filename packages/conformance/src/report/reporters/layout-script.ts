import { type Paint, wrapText } from '@post-challenge/spec/command-line';
import { MARK, RESULT_START } from './read-message.ts';

/** The mark of the failing step, in the margin of a script. */
const ARROW = '▶';
/** The width of the margin, with the number of the step. */
const MARGIN = 7;

/**
 * Lays out the script of a failure for a terminal: the mark of the failing step goes into the margin, and if a line is too wide,
 * every result goes below its call.
 */
export function layoutScript(script: string, width: number, paint: Paint): string {
  const lines = script.split('\n').map(moveMark);
  const isWide = lines.some(({ text }) => text.length > width);
  return lines
    .map(({ text, isMarked }) => {
      const fitted = isWide ? fitLine(text, width) : text;
      return isMarked ? paint('bold', fitted) : fitted;
    })
    .join('\n');
}

/** Moves a mark from the end of a line into its margin. The end keeps an expectation, but not a mere "here". */
function moveMark(line: string): { text: string; isMarked: boolean } {
  const [, mark] = MARK.exec(line) ?? [];
  if (mark === undefined) return { text: line, isMarked: false };
  const text = line.replace(MARK, '').slice(3);
  return { text: ` ${ARROW} ${text}${mark === 'here' ? '' : `  (${mark})`}`, isMarked: true };
}

/** Fits a line into the width: a result goes below its call, and further lines are indented below their first one. */
function fitLine(line: string, width: number): string {
  const [call = '', ...results] = line.split(RESULT_START);
  const [label] = /^ {3}(?:expected|actual) +/.exec(line) ?? [];
  const [margin = ''] = /^ */.exec(line) ?? [];
  const indent = ' '.repeat(label?.length ?? Math.max(margin.length, MARGIN) + 2);
  const resultIndent = ' '.repeat(MARGIN + 2);
  return [call, ...results.map((result) => `${resultIndent}${result.trimStart()}`)]
    .map((part) => wrapText(part, width, indent))
    .join('\n');
}
