import type { Verdict } from '../report.ts';

/** Formats the command that runs the scenario of a failure again. */
export function formatReplayCommand({ id, replay }: Verdict, path: string): string {
  return `npx --no-install post-challenge-conformance replay ${quoteShellPath(path)} ${id} ${replay}`;
}

/** Formats a call that runs the scenario of a failure again, for code that has the implementation. */
export function formatReplayCall({ id, replay }: Verdict): string {
  return `await replayRule(implementation, '${id}', decodeReplay('${id}', '${replay}'))`;
}

/** Quotes a path for a shell, if necessary. */
export function quoteShellPath(path: string): string {
  return /^[\w./@:\\+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
