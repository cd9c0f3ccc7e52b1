import type { Terminal as PlainTerminal } from '@post-challenge/spec/command-line';
import type { ImplementationWrapper } from '../implementations/watchdog.ts';

/** The streams and signals that a command uses. */
export interface Terminal extends PlainTerminal {
  readonly signal?: AbortSignal;
  /** Ends the process if the implementation blocks the event loop for this many milliseconds. */
  readonly watch?: (timeout: number) => ImplementationWrapper;
}

/** Sets the exit code of a command. */
export type SetExitCode = (code: number) => void;
