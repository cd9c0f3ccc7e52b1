import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import type { WatchdogData } from './watchdog.ts';

const { progress, groups, patience, timeout, ruleIds } = workerData as WatchdogData;

/** The number of checks per period. A single check would also fail after the machine has slept. */
const CHECKS_PER_PERIOD = 4;

let lastBeat = -1;
let missedBeats = 0;

setInterval(() => {
  const beat = Atomics.load(progress, 0);
  missedBeats = beat === lastBeat ? missedBeats + 1 : 0;
  lastBeat = beat;
  if (missedBeats >= CHECKS_PER_PERIOD) killProcess();
}, patience / CHECKS_PER_PERIOD);

function killProcess(): void {
  try {
    const limit =
      patience > timeout ? `longer than --timeout ${timeout} allows` : 'as --timeout allows';
    const hang = `The implementation has blocked this process for ${patience} ms, ${limit}, and nothing in the process can interrupt it.`;
    writeSync(2, `\n${hang} ${describePlace()}\n`);
  } finally {
    for (const group of groups) if (group !== 0) tryKill(group);
    process.kill(process.pid, 'SIGKILL');
  }
}

function describePlace(): string {
  const [, rule = 0, action = 0, continues = 0, step = 0] = progress;
  const id = ruleIds[rule - 1];
  if (id === undefined) return 'It was being loaded, or ran an empty action.';
  const advice = 'Run again with --isolate, which goes on with the other rules.';
  const handler = continues === 1 ? 'continue' : 'execute';
  const place = step > 0 ? `, at step ${step} of the ${handler} handler of action ${action}` : '';
  return `It hung in the rule ${id}${place}. ${advice}`;
}

function tryKill(group: number): void {
  try {
    process.kill(group, 'SIGKILL');
  } catch {
    // It has ended.
  }
}
