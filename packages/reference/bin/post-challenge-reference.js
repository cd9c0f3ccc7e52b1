#!/usr/bin/env node
import { runCommand } from '@post-challenge/spec/command-line';
import { url } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { main } from '../dist/run/cli.js';
import { WORKER_ARGUMENT, superviseWorker } from '../dist/run/supervisor.js';
import { runWorker } from '../dist/run/worker.js';

const args = process.argv.slice(2);
const script = fileURLToPath(import.meta.url);

if (args[0] === WORKER_ARGUMENT && process.send) void runWorker();
// A debugger is attached to this process, and would not see another.
else if (args[0] === 'run' && url() === undefined) superviseWorker(script, args);
else
  void runCommand(main, {
    // The message of the error may hold a secret.
    describeUncaught: () =>
      'An action threw, or rejected a promise, outside its handler. Await every promise in it.',
    unfinished:
      'An action ended the process, or left a promise pending, before the report was complete.',
  });
