#!/usr/bin/env node
import { Console } from 'node:console';
import { runCommand } from '@post-challenge/spec/command-line';
import { main } from '../dist/run/cli.js';

// Actions log to stderr, because stdout holds the report.
globalThis.console = new Console(process.stderr);

void runCommand(main, {
  // The message of the error may hold a secret.
  describeUncaught: () =>
    'An action threw, or rejected a promise, outside its handler. Await every promise in it.',
  unfinished:
    'An action ended the process, or left a promise pending, before the report was complete.',
});
