/** A stream for text. */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  /** The width of the terminal, in characters. */
  readonly columns?: number;
}

/** The largest width of a help text. */
const MAXIMUM_HELP_WIDTH = 100;

/**
 * Escapes the control characters of a text that others wrote, so that a terminal shows them: C0 and C1 controls, controls of the
 * direction of text, and other invisible characters. Line feeds stay.
 */
export function escapeControls(text: string): string {
  return text.replaceAll(/(?!\n)\p{C}/gu, (control) =>
    // Two units have the same form as in JSON.
    Array.from({ length: control.length }, (_, index) => {
      const unit = control.charCodeAt(index).toString(16).toUpperCase().padStart(4, '0');
      return `\\u${unit}`;
    }).join(''),
  );
}

/** Whether a stream is a terminal on which a line can be erased and coloured. */
export function isInteractive({ isTTY = false }: Stream): boolean {
  return isTTY && process.env['TERM'] !== 'dumb';
}

/** Gets the width to which a report wraps: that of the terminal, or no limit. */
export function getReportWidth({ isTTY = false, columns = Infinity }: Stream): number {
  return isTTY && columns > 0 ? columns : Infinity;
}

/** Gets the width to which a help text wraps. */
export function getHelpWidth(stream: Stream): number {
  return Math.min(getReportWidth(stream), MAXIMUM_HELP_WIDTH);
}

/** Wraps a text at its spaces. A word that is longer than a line stays whole. */
export function wrapText(text: string, width: number, indent = ''): string {
  const [start = ''] = /^ */.exec(text) ?? [];
  const lines: string[] = [];
  let line = start;
  let isEmpty = true;
  for (const word of text.slice(start.length).split(' ')) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join('\n');
}

/** The end of a help text. */
export interface HelpEnd {
  readonly examples: readonly string[];
  /** The meanings of the exit codes 0, 1 and 2. */
  readonly exitCodes: readonly (string | undefined)[];
  /** The address or the path of the docs. */
  readonly docs: string;
}

/** Formats the end of a help text: examples, exit codes, and where the docs are. */
export function formatHelpEnd({ examples, exitCodes, docs }: HelpEnd, width: number): string {
  return [
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    'Exit codes:',
    ...exitCodes.flatMap((meaning, code) =>
      meaning === undefined ? [] : [wrapText(`  ${code}  ${meaning}`, width, '     ')],
    ),
    '',
    `Docs: ${docs}`,
  ].join('\n');
}
