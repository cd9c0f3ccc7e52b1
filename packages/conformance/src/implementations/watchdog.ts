import { Worker } from 'node:worker_threads';
import { findScript } from '../language/package-info.ts';
import type { Implementation } from './implementation.ts';

/** The data of the watching thread. */
export interface WatchdogData {
  /** A counter that increases as long as the watched thread makes progress. */
  readonly beats: Int32Array;
  /** The time without progress after which the process is killed, in milliseconds. */
  readonly patience: number;
}

/** Wraps an implementation, so that every request and every step counts as progress. */
export type ImplementationWrapper = (implementation: Implementation) => Implementation;

/**
 * Starts a thread that kills this process, with a message on stderr, if this thread makes no progress. Nothing in a thread can
 * interrupt the thread itself.
 *
 * @param patience - The time without progress that is allowed, in milliseconds.
 */
export function startWatchdog(patience: number): ImplementationWrapper {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const beat = () => void Atomics.add(beats, 0, 1);
  const workerData: WatchdogData = { beats, patience };
  new Worker(findScript('#watchdog-thread'), { workerData }).unref();
  // Waiting counts as progress: the runner has a deadline for an implementation that does not answer but does not block either.
  setInterval(beat, patience / 4).unref();
  return (implementation) => wrapImplementation(implementation, beat);
}

function wrapImplementation(implementation: Implementation, beat: () => void): Implementation {
  const open: Implementation['open'] = ({ onStep, ...options }) => {
    beat();
    return implementation.open({ ...options, onStep: (position) => (beat(), onStep?.(position)) });
  };
  return Object.create(implementation, { open: { value: open } }) as Implementation;
}
