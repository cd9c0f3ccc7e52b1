import { Socket } from 'node:net';
import { serialize } from 'node:v8';
import { EXIT_ERROR, type Stream, UsageError } from '@post-challenge/spec/command-line';
import { LateCallError } from '../runtime/late-call.ts';
import { main } from './cli.ts';
import { describeFault } from './fault.ts';
import { type Step, type StepResult, executeStep } from './serve/step.ts';
import { CHANNEL, connect } from './worker-channel.ts';
import {
  GRACE_PERIOD,
  OUTSIDE_HANDLER,
  type Task,
  type WorkerMessage,
  type WorkerTask,
} from './worker-process.ts';

/** An action may replace the timers. */
const startTimer = setTimeout;

type Message = Omit<WorkerMessage, 'key'>;

/** Sends a message to the process that started this one. */
type Send = (message: Message) => Promise<void>;

/** Carries out the task of the process that started this one. */
export async function runWorker(): Promise<void> {
  const pipe = new Socket({ fd: CHANNEL });
  let send: ReturnType<typeof connect> | undefined;
  const { key, ...task } = await new Promise<WorkerTask>((resolve) => {
    send = connect(pipe, (task) => resolve(task as WorkerTask));
  });
  pipe.pause().unref();
  const post: Send = async (message) => send?.({ key, ...message });
  const end = async (message: Message) => {
    await post(message);
    process.exit();
  };
  await ('step' in task ? runStep(task.step, post, end) : runMain(task, post, end));
}

/** Runs the command in this process. */
async function runMain(
  { args, stdout, stderr }: Exclude<Task, { step: Step }>,
  post: Send,
  end: Send,
): Promise<void> {
  process.argv.splice(2, 1, ...args);
  handleUncaught((problem) => void end({ stderr: `${problem}\n`, exitCode: EXIT_ERROR }));
  const createStream = (name: 'stdout' | 'stderr'): Stream => ({
    ...{ stdout, stderr }[name],
    write: (text) => post({ [name]: text }),
  });
  try {
    const exitCode = await main(args, {
      stdout: createStream('stdout'),
      stderr: createStream('stderr'),
      settle: async (known) => {
        await post({ exitCode: known });
        await waitForEnd();
      },
    });
    await end({ exitCode });
  } catch (error) {
    await end({ stderr: `${describeFault(error)}\n`, exitCode: EXIT_ERROR });
  }
}

/** Executes a step in this process, and waits until the actions can make no more calls. */
async function runStep(step: Step, post: Send, end: Send): Promise<void> {
  process.argv.splice(2, 1);
  handleUncaught((problem) => void end({ problem }));
  try {
    const result = await executeStep(step);
    assertSize(result);
    await post({ result });
    await waitForEnd();
    // The list of late calls has grown.
    await end({ result });
  } catch (error) {
    await end({ problem: error instanceof UsageError ? error.message : describeFault(error) });
  }
}

/** The largest result of a step, in bytes. The server keeps the results of many. */
const MAXIMUM_RESULT_SIZE = 2_000_000;

function assertSize(result: StepResult): void {
  if (serialize(result).length <= MAXIMUM_RESULT_SIZE) return;
  const calls = result.phase?.executions.reduce((count, { calls }) => count + calls.length, 0);
  throw new UsageError(
    `The report of this step is larger than ${MAXIMUM_RESULT_SIZE / 1_000_000} MB, with ${calls} calls. Let the actions make fewer calls, or with shorter texts.`,
  );
}

/** Handles an error that nothing caught. The message of the error may hold a secret. */
function handleUncaught(report: (problem: string) => void): void {
  process.on('uncaughtException', (error) => {
    // The recorder has it, and the command reports it.
    if (!(error instanceof LateCallError)) report(OUTSIDE_HANDLER);
  });
}

/** Waits until nothing keeps this process alive, or until the time is up. */
async function waitForEnd(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('beforeExit', () => resolve());
    startTimer(resolve, GRACE_PERIOD).unref();
  });
}
