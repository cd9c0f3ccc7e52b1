import { UsageError } from '@post-challenge/spec/command-line';
import { parentPort, workerData } from 'node:worker_threads';
import { refuseEndings } from '../implementations/process/refuse-endings.ts';
import { type ExploreTask, runExploration } from './run-exploration.ts';
import type { Exploration } from './explore.ts';
import type { Visit } from './visit.ts';

/** The data of the thread. */
export interface ExplorerData {
  readonly task: ExploreTask;
  /** Numbers about the progress: a count of beats, the number of the action, and 1 for its continue handler. */
  readonly progress: Int32Array;
}

/** A message of the thread: the visit that begins, or the end. */
export type ExplorerMessage =
  | { readonly visit: Visit }
  | { readonly exploration: Exploration }
  | { readonly usageError: string }
  | { readonly failure: string };

const { task, progress } = workerData as ExplorerData;
const beat = () => void Atomics.add(progress, 0, 1);
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A port of a thread has no origin.
const post = (message: ExplorerMessage) => parentPort?.postMessage(message);

// An action cannot end the thread, or the process.
refuseEndings((call) => {
  throw new Error(`${call} was called.`);
});
setInterval(beat, 100).unref();
void exploreTask();

/** Explores, and posts the result or the error. */
async function exploreTask(): Promise<void> {
  try {
    const exploration = await runExploration(task, {
      onVisit(visit) {
        beat();
        post({ visit });
      },
      onExecution(action, handler) {
        beat();
        progress[1] = action;
        progress[2] = handler === 'continue' ? 1 : 0;
      },
    });
    post({ exploration });
  } catch (error) {
    post(
      error instanceof UsageError
        ? { usageError: error.message }
        : { failure: String((error as Error).stack ?? error) },
    );
  }
}
