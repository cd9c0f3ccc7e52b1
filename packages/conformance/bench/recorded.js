import { checkConformance } from '../dist/index.js';

/** @import { ConformanceOptions } from '../dist/check.js' */
/** @import { Implementation, World } from '../dist/implementation.js' */
/** @import { Phase } from '../dist/trace.js' */

/**
 * An implementation that answers, in order, what another one has answered before. Every answer is made anew, as that of any
 * implementation is, and the time it takes is kept.
 *
 * @param {Implementation} implementation - The other one.
 * @param {ConformanceOptions} options - How it is going to be checked, each time after it was rewound.
 */
export async function recorded(implementation, options) {
  const worlds = await worldsOf(implementation, options);
  let next = 0;
  let answering = 0;
  const answered = (/** @type {string | undefined} */ phase) => {
    const begin = performance.now();
    const answer = JSON.parse(phase ?? 'null');
    answering += performance.now() - begin;
    return answer;
  };
  const open = () => {
    const world = playing(worlds[next] ?? [], answered);
    next += 1;
    return world;
  };
  return {
    implementation: { ...implementation, name: 'recorded', open },
    /** Begins again; all that was recorded has to be used up by then. */
    rewind() {
      if (next !== 0 && next !== worlds.length)
        throw new Error(`${next} of ${worlds.length} scenarios were asked for.`);
      next = 0;
      answering = 0;
    },
    /** How long answering has taken since then, in milliseconds. */
    answering: () => answering,
    /** The first one shows what the implementation can do, and belongs to no rule. */
    scenarios: worlds.length - 1,
  };
}

/**
 * What was answered in each world, in order, as JSON.
 *
 * @param {Implementation} implementation
 * @param {ConformanceOptions} options
 */
async function worldsOf(implementation, options) {
  /** @type {string[][]} */
  const worlds = [];
  /** @type {Implementation['open']} */
  const open = async (setting) => {
    /** @type {string[]} */
    const phases = [];
    worlds.push(phases);
    return recording(await implementation.open(setting), phases);
  };
  await checkConformance({ ...implementation, open }, options);
  return worlds;
}

/**
 * @param {World} world
 * @param {string[]} phases - Where its answers are kept.
 * @returns {World}
 */
function recording(world, phases) {
  const kept = (/** @type {Phase} */ phase) => {
    phases.push(JSON.stringify(phase));
    return phase;
  };
  return {
    start: async (transaction) => kept(await world.start(transaction)),
    resume: async (step) => kept(await world.resume(step)),
    close: () => world.close?.(),
  };
}

/**
 * @param {readonly string[]} phases
 * @param {(phase: string | undefined) => Phase} answered
 * @returns {World}
 */
function playing(phases, answered) {
  let next = 0;
  const answer = () => {
    next += 1;
    return answered(phases[next - 1]);
  };
  return { start: answer, resume: answer };
}
