import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { Watch } from './watchdog.ts';

const { beats, patience } = workerData as Watch;

/** How often it looks: a machine that sleeps for a while makes it miss one beat, not all. */
const LOOKS = 4;

let seen = -1;
let missed = 0;

setInterval(() => {
  const beat = Atomics.load(beats, 0);
  missed = beat === seen ? missed + 1 : 0;
  seen = beat;
  if (missed >= LOOKS) bark();
}, patience / LOOKS);

function bark(): void {
  try {
    const sentence = `The implementation has hung for ${patience} ms, and nothing in its process can interrupt it.`;
    writeSync(2, `\n${sentence} Run again with --isolate to see at which rule and step.\n`);
  } finally {
    process.kill(process.pid, 'SIGKILL');
  }
}
