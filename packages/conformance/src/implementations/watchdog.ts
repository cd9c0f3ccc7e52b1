import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { packageRoot } from '../language/package-info.ts';
import type { Implementation } from './implementation.ts';

/** What the thread is given that watches this one. */
export interface WatchdogData {
  /** A number that changes as long as this thread gets on. */
  readonly beats: Int32Array;
  /** How long it may stay the same, in milliseconds. */
  readonly patience: number;
}

/** Makes an implementation beat whenever it is asked something or takes a step. */
export type ImplementationWrapper = (implementation: Implementation) => Implementation;

/**
 * Ends this process with a sentence on stderr where it does not get on: nothing in a thread can interrupt the thread itself.
 *
 * @param patience - How long that may last, in milliseconds.
 */
export function startWatchdog(patience: number): ImplementationWrapper {
  const beats = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const beat = () => void Atomics.add(beats, 0, 1);
  const workerData: WatchdogData = { beats, patience };
  const script = join(packageRoot, 'dist/implementations/watchdog-thread.js');
  new Worker(script, { workerData }).unref();
  // Waiting is getting on too: what does not answer without hanging has a deadline.
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
