import { rules } from '@post-challenge/spec';
import { Worker } from 'node:worker_threads';
import { findScript } from '../language/package-info.ts';
import type { Implementation, StepPosition } from './implementation.ts';
import { processGroups } from './process/process-groups.ts';

/** The data of the watching thread. */
export interface WatchdogData {
  /** Numbers about the progress, at the indexes of {@link progressIndex}. */
  readonly progress: Int32Array;
  /** The processes to kill, as arguments of `process.kill`; 0 if there is none. */
  readonly groups: Int32Array;
  /** The time without progress after which the process is killed, in milliseconds. */
  readonly patience: number;
  /** The time that the user allows for an answer, in milliseconds. */
  readonly timeout: number;
  /** The ids of all rules. */
  readonly ruleIds: readonly string[];
}

/** The meanings of the numbers about the progress. Rules and steps count from 1; 0 is none. */
const progressIndex = { beats: 0, rule: 1, action: 2, continues: 3, step: 4 } as const;

/** Watches the implementation that this process executes. */
export interface Watch {
  /** Wraps an implementation, so that every request and every step counts as progress. */
  wrap(implementation: Implementation): Implementation;
  /** Notes the rule that is checked next, for the message about a hang. */
  enterRule(id: string): void;
}

/** The shortest time for which a module may block the event loop, in milliseconds. Loading a module takes some of it. */
const MIN_PATIENCE = 5000;

/**
 * Starts a thread that kills this process, with a message on stderr, if this thread makes no progress. Nothing in a thread can
 * interrupt the thread itself.
 *
 * @param timeout - The time that an answer may take, in milliseconds.
 */
export function startWatchdog(timeout: number): Watch {
  const count = Object.keys(progressIndex).length;
  const progress = new Int32Array(new SharedArrayBuffer(count * Int32Array.BYTES_PER_ELEMENT));
  const patience = Math.max(timeout, MIN_PATIENCE);
  const ruleIds = Object.keys(rules);
  const beat = () => void Atomics.add(progress, progressIndex.beats, 1);
  const workerData: WatchdogData = { progress, groups: processGroups, patience, timeout, ruleIds };
  new Worker(findScript('#watchdog-thread'), { workerData }).unref();
  // Waiting counts as progress: the runner has a deadline for an implementation that does not answer but does not block either.
  setInterval(beat, patience / 4).unref();
  const enterStep = ({ action, handler, index }: StepPosition) => {
    beat();
    progress[progressIndex.action] = action + 1;
    progress[progressIndex.continues] = handler === 'continue' ? 1 : 0;
    progress[progressIndex.step] = index + 1;
  };
  return {
    wrap: (implementation) => wrapImplementation(implementation, beat, enterStep),
    enterRule(id) {
      progress[progressIndex.rule] = ruleIds.indexOf(id) + 1;
      progress[progressIndex.step] = 0;
    },
  };
}

function wrapImplementation(
  implementation: Implementation,
  beat: () => void,
  enterStep: (position: StepPosition) => void,
): Implementation {
  const open: Implementation['open'] = ({ onStep, ...options }) => {
    beat();
    return implementation.open({
      ...options,
      onStep: (position) => (enterStep(position), onStep?.(position)),
    });
  };
  return Object.create(implementation, { open: { value: open } }) as Implementation;
}
