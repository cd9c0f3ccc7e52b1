import { Bench } from 'tinybench';
import { quartilesOf } from './quartiles.js';

/** @import { Quartiles } from './quartiles.js' */

/**
 * What is measured beside others in a row.
 *
 * @typedef {object} Contender
 * @property {string} name
 * @property {() => unknown} operation
 * @property {boolean} [isAsync] - Whether the operation is to be waited for.
 * @property {() => unknown} [prepare] - Done before each operation, and not measured.
 * @property {() => number} [apart] - What of a slow operation, just done, is not to count, in milliseconds.
 */

/**
 * How a row is measured.
 *
 * @typedef {object} Measuring
 * @property {number} [rounds] - How many rounds count.
 * @property {number} [warmup] - How many rounds come before, and do not count.
 * @property {number} [time] - How long a contender is measured in a round at least, in milliseconds.
 * @property {number} [samples] - How many samples a round takes at least.
 * @property {boolean} [isSlow] - Whether one operation is a sample: it is long enough, and does not bear to be tried out.
 */

/** @typedef {{ median(): Promise<number> }} Task */

/** A sample lasts this long at least, in milliseconds: the clock ticks thousands of times in it. */
const SAMPLE = 0.05;

/**
 * Measures contenders in rounds: in each, every one of them in turn, and another one first.
 *
 * @param {readonly Contender[]} contenders
 * @param {Measuring} [measuring]
 * @returns {Promise<Map<string, number[]>>} What an operation took in each round, in nanoseconds.
 */
export async function timesOf(contenders, measuring = {}) {
  const { rounds = 25, warmup = 5 } = measuring;
  /** @type {[Task, number[]][]} */
  const entries = [];
  for (const contender of contenders)
    // oxlint-disable-next-line no-await-in-loop -- One contender after another, lest they disturb one another.
    entries.push([await taskOf(contender, measuring), []]);
  for (let round = 0; round < warmup + rounds; round += 1) {
    for (const [task, times] of rotated(entries, round)) {
      // oxlint-disable-next-line no-await-in-loop -- See above.
      const time = await task.median();
      if (round >= warmup) times.push(time);
    }
  }
  return new Map(contenders.map(({ name }, index) => [name, entries[index]?.[1] ?? []]));
}

/**
 * The same of operations that take long and have to be waited for: each round is to do one once.
 *
 * @param {readonly Contender[]} contenders
 * @param {Measuring} measuring
 */
export function slowTimesOf(contenders, measuring) {
  const awaited = contenders.map((contender) => ({ ...contender, isAsync: true }));
  return timesOf(awaited, { ...measuring, isSlow: true });
}

/**
 * What of the times of each contender falls to one of so many parts.
 *
 * @param {ReadonlyMap<string, readonly number[]>} times
 * @param {number} parts
 */
export function shared(times, parts) {
  return new Map([...times].map(([name, each]) => [name, each.map((time) => time / parts)]));
}

/**
 * How many times as long ours takes, by the pairs of one round.
 *
 * @param {readonly number[]} ours
 * @param {readonly number[]} theirs
 * @returns {Quartiles}
 */
export function ratioOf(ours, theirs) {
  return quartilesOf(ours.map((time, round) => time / Number(theirs[round])));
}

/**
 * @template T
 * @param {readonly T[]} items
 * @param {number} by
 */
function rotated(items, by) {
  const first = by % items.length;
  return [...items.slice(first), ...items.slice(0, first)];
}

/**
 * @param {Contender} contender
 * @param {Measuring} measuring
 * @returns {Promise<Task>}
 */
async function taskOf(contender, measuring) {
  const batched = await batchesOf(contender);
  const size = measuring.isSlow ? 1 : await sizeFor(batched, contender);
  const task = taskIn(batched(size), contender, measuring);
  const { apart = () => 0 } = contender;
  if (contender.apart && !measuring.isSlow)
    throw new TypeError(`${contender.name} has something apart, which only slow operations can.`);
  return { median: async () => (((await medianOf(task)) - apart()) * 1e6) / size };
}

/**
 * Every contender has a loop of its own: one that they shared would be compiled for all of them at once, and what is measured
 * would be how it calls them. A module that is imported under another name is another module.
 *
 * @param {Contender} contender
 * @returns {Promise<(size: number) => () => unknown>}
 */
async function batchesOf({ operation, isAsync }) {
  loops += 1;
  const own = new URL(`loop.js?${loops}`, import.meta.url);
  const { batchOf, awaitedBatchOf } = await import(own.href);
  return (size) => (isAsync ? awaitedBatchOf : batchOf)(operation, size);
}
let loops = 0;

/**
 * How many operations a sample is made of; finding it warms them up.
 *
 * @param {(size: number) => () => unknown} batched
 * @param {Contender} contender
 */
async function sizeFor(batched, contender) {
  for (let size = 1; ; size *= 2) {
    const task = taskIn(batched(size), contender, { time: 1, samples: 4 });
    // oxlint-disable-next-line no-await-in-loop -- Each try is larger than the one before.
    if ((await medianOf(task)) >= SAMPLE) return size;
  }
}

/**
 * @param {() => unknown} batch
 * @param {Contender} contender
 * @param {Measuring} measuring
 */
function taskIn(batch, { name, isAsync = false, prepare }, { time = 4, samples = 4, isSlow }) {
  const limits = isSlow ? { time: 0, iterations: 1 } : { time, iterations: samples };
  const bench = new Bench({ ...limits, warmup: false, throws: true });
  bench.add(name, batch, {
    async: isAsync,
    ...(prepare && { beforeEach: async () => void (await prepare()) }),
  });
  return bench.getTask(name);
}

/** @param {import('tinybench').Task | undefined} task */
async function medianOf(task) {
  task?.reset();
  await task?.run();
  if (task?.result.state === 'completed') return task.result.latency.p50;
  throw new Error(`${task?.name} was not measured.`);
}
