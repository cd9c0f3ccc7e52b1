import { MAXIMUM_EXECUTION_TIME } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import { availableParallelism } from 'node:os';
import { GRACE_PERIOD, UNFINISHED, type Worker, startWorker } from '../worker-process.ts';
import { type Step, type StepResult, executeStep } from './step.ts';

/** The outcome of a step: its result, or the reason if there is none, or both if something failed after the result. */
export interface StepOutcome {
  readonly result?: StepResult;
  readonly problem?: string;
}

/** Executes the steps of transactions. */
export interface StepExecutor {
  execute(step: Step): Promise<StepOutcome>;
  /** Ends the steps that are under way. */
  close(): void;
}

/** Executes steps in this process, without a limit of time. */
export const localExecutor: StepExecutor = {
  async execute(step) {
    try {
      return { result: await executeStep(step) };
    } catch (error) {
      if (error instanceof UsageError) return { problem: error.message };
      throw error;
    }
  },
  close() {
    // No step outlives the process.
  },
};

/**
 * Creates an executor that gives each step a process of its own. An action that hangs, ends its process or leaves something running
 * costs one step.
 *
 * @param script - The script of the command.
 * @param limit - How long a step may last, in milliseconds.
 */
export function createProcessExecutor(
  script: string,
  limit: number = MAXIMUM_EXECUTION_TIME,
): StepExecutor {
  const workers = new Set<Worker>();
  const enqueue = createQueue(Math.max(4, availableParallelism()));
  let isClosed = false;
  const close = () => {
    isClosed = true;
    for (const worker of workers) worker.kill();
  };
  process.on('exit', close);
  const executeInWorker = (step: Step) =>
    new Promise<StepOutcome>((resolve) => {
      let outcome: StepOutcome = {};
      const timer = setTimeout(() => {
        if (!outcome.result) outcome = { problem: describeTimeout(limit) };
        worker.kill();
      }, limit);
      const worker = startWorker(
        script,
        { step },
        {
          onMessage({ result, problem }) {
            outcome = { ...outcome, ...(result && { result }), ...(problem && { problem }) };
            if (result) setTimeout(() => worker.kill(), 2 * GRACE_PERIOD).unref();
          },
          onEnd(problem = UNFINISHED) {
            clearTimeout(timer);
            worker.kill();
            workers.delete(worker);
            // Nobody waits for it any more.
            if (isClosed) return;
            const isEmpty = Object.keys(outcome).length === 0;
            resolve(isEmpty ? { problem } : outcome);
          },
        },
        'ignore',
      );
      workers.add(worker);
    });
  return { execute: (step) => enqueue(() => executeInWorker(step)), close };
}

function describeTimeout(limit: number): string {
  return `The actions did not end within ${limit / 1000} seconds, as the platform demands.`;
}

/** Creates a queue that carries out a number of tasks at one time. */
function createQueue(size: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = size;
  return async (task) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
