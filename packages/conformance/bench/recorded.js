import { checkConformance } from '../dist/index.js';

/** @import { ConformanceOptions } from '../dist/check.js' */
/** @import { Implementation, World } from '../dist/implementation.js' */
/** @import { Phase } from '../dist/trace.js' */

/**
 * An implementation that costs nothing: it answers, in order, what another one has answered before.
 *
 * @param {Implementation} implementation - The other one.
 * @param {ConformanceOptions} options - How it is going to be checked, each time after it was rewound.
 */
export async function recorded(implementation, options) {
  const worlds = await worldsOf(implementation, options);
  let next = 0;
  const open = () => {
    const world = playing(worlds[next] ?? []);
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
    },
    /** The first one shows what the implementation can do, and belongs to no rule. */
    scenarios: worlds.length - 1,
  };
}

/**
 * What was answered in each world, in order.
 *
 * @param {Implementation} implementation
 * @param {ConformanceOptions} options
 */
async function worldsOf(implementation, options) {
  /** @type {Phase[][]} */
  const worlds = [];
  /** @type {Implementation['open']} */
  const open = async (setting) => {
    /** @type {Phase[]} */
    const phases = [];
    worlds.push(phases);
    return recording(await implementation.open(setting), phases);
  };
  await checkConformance({ ...implementation, open }, options);
  return worlds;
}

/**
 * @param {World} world
 * @param {Phase[]} phases - Where its answers are kept.
 * @returns {World}
 */
function recording(world, phases) {
  const kept = (/** @type {Phase} */ phase) => {
    phases.push(phase);
    return phase;
  };
  return {
    start: async (transaction) => kept(await world.start(transaction)),
    resume: async (step) => kept(await world.resume(step)),
    close: () => world.close?.(),
  };
}

/**
 * @param {readonly Phase[]} phases
 * @returns {World}
 */
function playing(phases) {
  let next = 0;
  const answer = () => {
    const phase = /** @type {Phase} */ (phases[next]);
    next += 1;
    return phase;
  };
  return { start: answer, resume: answer };
}
