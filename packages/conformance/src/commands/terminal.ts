import { styleText } from 'node:util';
import { type Paint, plain } from '../reporters/reporter.ts';
import type { Watchdog } from '../watchdog.ts';

/** What a command writes to. @internal */
export interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** What a run of the command line reads and writes. @internal */
export interface Terminal {
  readonly stdout: Stream;
  readonly stderr: Stream;
  readonly signal?: AbortSignal;
  /** Ends the process where the implementation hangs for so many milliseconds. */
  readonly watch?: (patience: number) => Watchdog;
}

/** Tells how a command ended. @internal */
export type Exit = (code: number) => void;

/** The exit code where what was asked about holds. @internal */
export const KEPT = 0;

/** The exit code where it does not. @internal */
export const BROKEN = 1;

/** The exit code where nothing can be said. @internal */
export const UNUSABLE = 2;

/**
 * Colours, where a stream is a terminal and they are wanted.
 *
 * @internal
 */
export function paintOn(stream: Stream): Paint {
  if (!stream.isTTY || process.env['NO_COLOR']) return plain;
  return (style, text) => styleText(style, text, { validateStream: false });
}
