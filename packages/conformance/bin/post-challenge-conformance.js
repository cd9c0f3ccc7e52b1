#!/usr/bin/env node
import { runCommand } from '@post-challenge/spec/command-line';
import { main } from '../dist/cli.js';
import { startWatchdog } from '../dist/implementations/watchdog.js';

await runCommand(
  (args, terminal, exitWithError) => {
    const interrupt = new AbortController();
    // Ends the processes that the suite has started with it.
    const exitInterrupted = () => exitWithError('Interrupted.');
    process.once('SIGINT', () => {
      interrupt.abort();
      process.once('SIGINT', exitInterrupted);
    });
    process.once('SIGTERM', exitInterrupted);
    process.once('SIGHUP', exitInterrupted);
    return main(args, { ...terminal, signal: interrupt.signal, watch: startWatchdog });
  },
  {
    describeUncaught: (error) =>
      `The implementation threw outside a call: ${String(error)}. Mend it, and run again.`,
    unfinished: 'The implementation ended the process, or never settled, before the report.',
  },
);
