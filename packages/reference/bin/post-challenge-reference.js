#!/usr/bin/env node
import { Console } from 'node:console';
import { main } from '../dist/cli.js';

// What actions log does not get into the report.
globalThis.console = new Console(process.stderr);

process.exitCode = await main(process.argv.slice(2), {
  stdout: process.stdout,
  stderr: process.stderr,
});
