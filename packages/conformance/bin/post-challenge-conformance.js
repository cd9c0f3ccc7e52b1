#!/usr/bin/env node
import { runCommand } from '@post-challenge/spec/command-line';
import { main } from '../dist/cli.js';
import { watchdog } from '../dist/watchdog.js';

await runCommand(
  (args, terminal, end) => {
    const interrupt = new AbortController();
    // Ends the processes that the suite has started with it.
    const stop = () => end('Interrupted.');
    process.once('SIGINT', () => {
      interrupt.abort();
      process.once('SIGINT', stop);
    });
    process.once('SIGTERM', stop);
    process.once('SIGHUP', stop);
    return main(args, { ...terminal, signal: interrupt.signal, watch: watchdog });
  },
  {
    describeUncaught: (error) =>
      `The implementation threw outside a call: ${String(error)}. Mend it, and run again.`,
    unfinished: 'The implementation ended the process, or never settled, before the report.',
  },
);
