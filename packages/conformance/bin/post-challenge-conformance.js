#!/usr/bin/env node
import { runCommand } from '@post-challenge/spec/command-line';
import { main } from '../dist/cli.js';
import { startWatchdog } from '../dist/implementations/watchdog.js';

void runCommand(
  (args, terminal, exitWithError) => {
    const interrupt = new AbortController();
    // The exit of this process also ends the processes that the suite started.
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
      `The implementation threw an error outside a call: ${String(error)}. Fix it, and run again.`,
    unfinished:
      'The implementation ended the process, or left a promise pending, before the report was complete.',
  },
);
