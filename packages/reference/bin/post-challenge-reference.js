#!/usr/bin/env node
import { runCommand } from '@post-challenge/spec/command-line';
import { url } from 'node:inspector';
import { fileURLToPath } from 'node:url';
import { main } from '../dist/run/cli.js';
import { describeFault } from '../dist/run/fault.js';
import { waitForSignal } from '../dist/run/serve/serve.js';
import { createProcessExecutor } from '../dist/run/serve/step-executor.js';
import { superviseWorker } from '../dist/run/supervisor.js';
import { hasChannel } from '../dist/run/worker-channel.js';
import { OUTSIDE_HANDLER, UNFINISHED, WORKER_ARGUMENT } from '../dist/run/worker-process.js';
import { runWorker } from '../dist/run/worker.js';

const args = process.argv.slice(2);
const script = fileURLToPath(import.meta.url);
const isRun = args[0] === 'run';
const isServe = isRun && args.some((arg) => /^--serve(=|$)/.test(arg));
// A debugger is attached to this process, and would not see another.
const isDebugged = url() !== undefined;

if (args[0] === WORKER_ARGUMENT && hasChannel()) void runWorker();
else if (isServe && !isDebugged) serveActions();
else if (isRun && !isDebugged) superviseWorker(script, args);
else
  void runCommand(main, {
    describeUncaught: () => OUTSIDE_HANDLER,
    unfinished: UNFINISHED,
  });

/** Runs the command in this process, and each step of a transaction in another. */
function serveActions() {
  const serving = { executor: createProcessExecutor(script), ended: waitForSignal() };
  void runCommand((args, terminal) => main(args, { ...terminal, serving }), {
    describeUncaught: describeFault,
    unfinished: 'The command ended before the server was closed.',
  });
}
