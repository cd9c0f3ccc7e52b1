import type { Terminal as PlainTerminal } from '@post-challenge/spec/command-line';
import type { ImplementationWrapper } from '../implementations/watchdog.ts';

/** What a run of the command line reads and writes. */
export interface Terminal extends PlainTerminal {
  readonly signal?: AbortSignal;
  /** Ends the process where the implementation hangs for so many milliseconds. */
  readonly watch?: (patience: number) => ImplementationWrapper;
}

/** Tells how a command ended. */
export type SetExitCode = (code: number) => void;
