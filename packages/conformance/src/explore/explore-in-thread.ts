import { DEFAULT_EDITION } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { findScript } from '../language/package-info.ts';
import type { Exploration } from './explore.ts';
import type { ExplorerData, ExplorerMessage } from './explorer-thread.ts';
import type { ExploreTask } from './run-exploration.ts';
import type { Visit } from './visit.ts';

/** How long the thread may make no progress besides the timeout, in milliseconds. Loading a package takes some of it. */
const GRACE = 3000;

/** Explores actions in a thread, which can be ended if an action blocks it. Then the only finding is that one. */
export async function exploreInThread(task: ExploreTask): Promise<Exploration> {
  const progress = new Int32Array(new SharedArrayBuffer(3 * Int32Array.BYTES_PER_ELEMENT));
  const workerData: ExplorerData = { task, progress };
  // Whatever the actions print is dropped: they run hundreds of times.
  const thread = new Worker(findScript('#explorer-thread'), {
    workerData,
    stdout: true,
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  let visit: Visit = { changes: [], answers: [] };
  const watch = watchProgress(progress, task.timeout + GRACE);
  try {
    return await new Promise<Exploration>((resolve, reject) => {
      watch.onBlocked(() => resolve(describeBlock(task, visit, progress)));
      thread.on('error', reject);
      thread.on('exit', () => reject(new Error('The thread ended before the exploration.')));
      thread.on('message', (message: ExplorerMessage) => {
        if ('visit' in message) ({ visit } = message);
        else if ('exploration' in message) resolve(message.exploration);
        else if ('usageError' in message) reject(new UsageError(message.usageError));
        else reject(new Error(message.failure));
      });
    });
  } finally {
    watch.stop();
    await thread.terminate();
  }
}

/** Watches a count of beats. */
function watchProgress(
  progress: Int32Array,
  patience: number,
): { readonly onBlocked: (callback: () => void) => void; readonly stop: () => void } {
  let lastBeat = -1;
  let quietChecks = 0;
  let callback = () => {};
  const CHECKS = 10;
  const timer = setInterval(() => {
    const beat = Atomics.load(progress, 0);
    quietChecks = beat === lastBeat ? quietChecks + 1 : 0;
    lastBeat = beat;
    if (quietChecks >= CHECKS) callback();
  }, patience / CHECKS);
  return { onBlocked: (call) => void (callback = call), stop: () => clearInterval(timer) };
}

function describeBlock(
  { paths, edition }: ExploreTask,
  visit: Visit,
  progress: Int32Array,
): Exploration {
  const [, action = 0, continues = 0] = progress;
  const path = paths[action] ?? '';
  const isFirst = action === 0 && continues === 0 && (visit.repeats ?? 0) === 0;
  return {
    findings: [
      {
        kind: 'hangs',
        level: 'error',
        id: `hangs@${basename(path)}`,
        action,
        handler: continues === 1 ? 'continue' : 'execute',
        reset: 0,
        event: 'The handler did not end, and let nothing else run. The exploration stopped there.',
        visit: isFirst ? { ...visit, answers: [] } : visit,
        journey: [],
      },
    ],
    edition: edition ?? DEFAULT_EDITION,
    visits: 1,
    refusedTargets: [],
  };
}
