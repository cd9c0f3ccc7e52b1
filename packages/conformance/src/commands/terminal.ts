import type { Terminal as PlainTerminal } from '@post-challenge/spec/command-line';
import type { ExploreTask } from '../explore/run-exploration.ts';
import type { Exploration } from '../explore/explore.ts';
import type { Watch } from '../implementations/watchdog.ts';

/** The streams and signals that a command uses. */
export interface Terminal extends PlainTerminal {
  /** The arguments of the command line. */
  readonly args?: readonly string[];
  /** Makes the first Ctrl-C abort a signal instead of ending the process; the second one ends it. */
  readonly interrupt?: () => AbortSignal;
  /** Lets signals end the process in such a way that it ends those that it has started. */
  readonly endOnSignals?: () => void;
  /** Ends the process if the implementation blocks the event loop for longer than it may take to answer, in milliseconds. */
  readonly watch?: (timeout: number) => Watch;
  /** Explores actions outside of this thread, which they could block. */
  readonly explore?: (task: ExploreTask) => Promise<Exploration>;
}

/** Sets the exit code of a command. */
export type SetExitCode = (code: number) => void;
