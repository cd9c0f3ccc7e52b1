#!/usr/bin/env node
import { Console } from 'node:console';
import { main } from '../dist/cli.js';

const UNUSABLE = 2;
let done = false;

// What actions log does not get into the report.
globalThis.console = new Console(process.stderr);

// The message of what was thrown may hold a secret.
process.on('uncaughtException', () => {
  end('An action threw, or rejected a promise, outside its handler. Await every promise in it.');
});
process.stdout.on('error', ({ code, message }) => {
  // Who closed the pipe has read enough: the exit code still tells.
  if (code !== 'EPIPE') end(`The report cannot be written: ${message}.`);
});
process.on('exit', () => {
  if (!done) end('An action ended the process, or never settled, before the report.');
});

const exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
});
done = true;
process.exitCode = exitCode;

/** @param {string} sentence */
function end(sentence) {
  done = true;
  process.stderr.write(`${sentence}\n`);
  process.exit(UNUSABLE);
}
