import { EXIT_ERROR } from '@post-challenge/spec/command-line';
import { constants } from 'node:os';
import { GRACE_PERIOD, type StreamInfo, UNFINISHED, startWorker } from './worker-process.ts';

/**
 * Runs the command in a process of its own. The actions decide neither about its exit code, nor about its end, nor about its standard
 * output: whatever they write goes to standard error, and whatever they leave running is killed.
 */
export function superviseWorker(script: string, args: readonly string[]): void {
  const { stdout, stderr } = process;
  let exitCode: number | undefined;
  const task = { args, stdout: describe(stdout), stderr: describe(stderr) };
  const worker = startWorker(script, task, {
    onMessage(message) {
      stdout.write(message.stdout ?? '');
      stderr.write(message.stderr ?? '');
      if (message.exitCode === undefined) return;
      exitCode = message.exitCode;
      setTimeout(() => worker.kill(), 2 * GRACE_PERIOD).unref();
    },
    onEnd(problem = UNFINISHED) {
      worker.kill();
      if (exitCode === undefined) stderr.write(`${problem}\n`);
      process.exitCode = exitCode ?? EXIT_ERROR;
    },
  });
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    // The reader that closed the pipe has read enough, and still gets the exit code.
    if (code === 'EPIPE') return;
    stderr.write(`The report cannot be written: ${message}.\n`);
    process.exit(EXIT_ERROR);
  });
  process.on('exit', () => worker.kill());
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
    process.on(signal, () => process.exit(128 + constants.signals[signal]));
}

function describe({ isTTY, columns }: NodeJS.WriteStream): StreamInfo {
  return { isTTY: Boolean(isTTY), ...(columns !== undefined && { columns }) };
}
