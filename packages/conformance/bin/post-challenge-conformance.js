#!/usr/bin/env node
import { main } from '../dist/cli.js';
import { watchdog } from '../dist/watchdog.js';

const UNUSABLE = 2;
const interrupt = new AbortController();
let done = false;

process.once('SIGINT', () => {
  interrupt.abort();
  process.once('SIGINT', stop);
});
process.once('SIGTERM', stop);
process.once('SIGHUP', stop);
process.on('uncaughtException', (error) => {
  end(`The implementation threw outside a call: ${String(error)}. Mend it, and run again.`);
});
process.stdout.on('error', ({ code, message }) => {
  // Who closed the pipe has read enough: the exit code still tells.
  if (code !== 'EPIPE') end(`The report cannot be written: ${message}.`);
});
process.on('exit', () => {
  if (!done) end('The implementation ended the process, or never settled, before the report.');
});

const exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
  signal: interrupt.signal,
  watch: watchdog,
});
done = true;
process.exitCode = exitCode;

/** Ends the processes that the suite has started with it. */
function stop() {
  end('Interrupted.');
}

/** @param {string} sentence */
function end(sentence) {
  done = true;
  process.stderr.write(`${sentence}\n`);
  process.exit(UNUSABLE);
}
