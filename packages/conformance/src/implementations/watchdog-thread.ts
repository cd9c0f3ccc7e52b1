import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { WatchdogData } from './watchdog.ts';

const { beats, patience } = workerData as WatchdogData;

/** The number of checks per period. A single check would also fail after the machine has slept. */
const CHECKS_PER_PERIOD = 4;

let lastBeat = -1;
let missedBeats = 0;

setInterval(() => {
  const beat = Atomics.load(beats, 0);
  missedBeats = beat === lastBeat ? missedBeats + 1 : 0;
  lastBeat = beat;
  if (missedBeats >= CHECKS_PER_PERIOD) killProcess();
}, patience / CHECKS_PER_PERIOD);

function killProcess(): void {
  try {
    const sentence = `The implementation has hung for ${patience} ms, and nothing in its process can interrupt it.`;
    writeSync(2, `\n${sentence} Run again with --isolate to see at which rule and step.\n`);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}
