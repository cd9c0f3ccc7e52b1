import type { Verdict } from '../report.ts';

/** Lists the line of a report with the command that runs the scenario of a verdict again; empty if the verdict has no scenario. */
export function listReplayLine(rule: Verdict, path: string): string[] {
  return rule.replay === undefined ? [] : [`   replay     ${formatReplayCommand(rule, path)}`];
}

/** Formats the command that runs the scenario of a verdict again. */
export function formatReplayCommand({ id, replay }: Verdict, path: string): string {
  return `${formatShellCommand(['replay', path])} ${id} ${replay}`;
}

/** Formats a command of this package for a shell. */
export function formatShellCommand(args: readonly string[]): string {
  return ['npx --no-install post-challenge-conformance', ...args.map(quoteShellWord)].join(' ');
}

/** Formats a call that runs the scenario of a verdict again, for code that has the implementation. */
export function formatReplayCall({ id, replay }: Verdict): string {
  return `await replayRule(implementation, '${id}', decodeReplay('${id}', '${replay}'))`;
}

/** Quotes a word, if necessary, in the way that sh, cmd and PowerShell share. With a character that each escapes differently, it is for sh. */
export function quoteShellWord(word: string): string {
  if (/^[\w./:=\\+-]+$/.test(word)) return word;
  return /["$`%!]|\\$/.test(word) ? `'${word.replaceAll("'", String.raw`'\''`)}'` : `"${word}"`;
}
