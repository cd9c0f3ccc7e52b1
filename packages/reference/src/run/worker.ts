import { EXIT_ERROR, type Stream } from '@post-challenge/spec/command-line';
import { LateCallError } from '../runtime/late-call.ts';
import { main } from './cli.ts';
import { GRACE_PERIOD, type WorkerMessage, type WorkerTask } from './supervisor.ts';

const OUTSIDE =
  'An action threw, or rejected a promise, outside its handler. Await every promise in it.';

/** An action may replace the timers. */
const startTimer = setTimeout;

/** Runs the command in this process, which another one supervises. */
export async function runWorker(): Promise<void> {
  const { key, args, stdout, stderr } = await new Promise<WorkerTask>((resolve) => {
    process.once('message', (task) => resolve(task as WorkerTask));
  });
  const send = process.send?.bind(process);
  // An action finds a process like any other.
  for (const member of ['send', 'disconnect'] as const) Reflect.deleteProperty(process, member);
  process.argv.splice(2, 1, ...args);
  const post = (message: Omit<WorkerMessage, 'key'>) =>
    new Promise<void>((resolve) => {
      send?.({ key, ...message }, undefined, undefined, () => resolve());
    });
  const end = async (message: Omit<WorkerMessage, 'key'>) => {
    await post(message);
    process.exit();
  };
  process.on('uncaughtException', (error) => {
    // The recorder has it, and the command reports it.
    if (error instanceof LateCallError) return;
    // The message of the error may hold a secret.
    void end({ stderr: `${OUTSIDE}\n`, exitCode: EXIT_ERROR });
  });
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

/** Describes a fault of the command. The message of the error may hold a secret, but its stack does not. */
function describeFault(error: unknown): string {
  const [name, stack] = error instanceof Error ? [error.name, String(error.stack)] : ['Error', ''];
  const places = stack.split('\n').filter((line) => /^\s+at /.test(line));
  return [
    `The command failed outside of an action: ${name}. If no action changes built-in objects, please report it.`,
    ...places,
  ].join('\n');
}

/** Waits until nothing keeps this process alive, or until the time is up. */
async function waitForEnd(): Promise<void> {
  await new Promise<void>((resolve) => {
    process.once('beforeExit', () => resolve());
    startTimer(resolve, GRACE_PERIOD).unref();
  });
}
