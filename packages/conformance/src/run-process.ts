import { main } from './cli.ts';
import { exploreInThread } from './explore/explore-in-thread.ts';
import { startWatchdog } from './implementations/watchdog.ts';
import { Ending } from './commands/process/ending.ts';
import { reserveStdout } from './commands/process/reserve-stdout.ts';

/** Runs the command line as this process. Its exit code is that of the command, and its standard output holds the report alone. */
export async function runProcess(): Promise<void> {
  const { stderr, argv } = process;
  const ending = new Ending();
  stderr.on('error', () => {});
  const stdout = reserveStdout(({ code, message }) => {
    // The reader that closed the pipe has read enough, and still gets the exit code.
    if (code !== 'EPIPE') ending.fail(`The report cannot be written: ${message}.`);
  });
  const fail = () => ending.fail('Interrupted.');
  let onInterrupt: () => void = fail;
  const code = await main(argv.slice(2), {
    stdout,
    stderr,
    watch: startWatchdog,
    explore: exploreInThread,
    // Other commands leave the signals to the system: a handler would not be called while they compute.
    endOnSignals() {
      // A signal always has a handler. Without one, it would end this process at once, and leave those that it has started.
      process.on('SIGINT', () => onInterrupt());
      process.once('SIGTERM', fail).once('SIGHUP', fail);
    },
    interrupt() {
      const controller = new AbortController();
      onInterrupt = () => {
        onInterrupt = fail;
        controller.abort();
      };
      return controller.signal;
    },
  });
  stdout.onDrained(() => ending.finish(code));
}
