import { rules } from '@post-challenge/spec';
import fc from 'fast-check';
import { seedOf } from '../dist/judge.js';
import { properties } from '../dist/properties.js';

/** @import { RuleId } from '@post-challenge/spec' */

export const SUITE = 'conformance';
export const LIMIT = 'empty loop of fast-check';

/** The rules that a host can be judged by. */
export const rulesOfHost = /** @type {RuleId[]} */ (Object.keys(rules));

/** The rules that an `api` object alone can be judged by. */
export const rulesOfApi = rulesOfHost.filter((id) => !needsHost(id));

/**
 * fast-check's own loop: it draws the scenarios that the suite draws, and judges none.
 *
 * @param {readonly RuleId[]} ids
 * @param {number} runs
 * @param {boolean} onHost
 */
export async function drawAll(ids, runs, onHost) {
  for (const id of ids) {
    const property = properties[id];
    const { given, examples } = property;
    const drawing = fc.asyncProperty(given, async (values) => {
      property.scenario(/** @type {never} */ (values), onHost);
      return true;
    });
    const options = { numRuns: runs, seed: seedOf(id), examples: examples.map((one) => [one]) };
    // oxlint-disable-next-line no-await-in-loop -- One rule after another, as in the suite.
    await fc.check(drawing, options);
  }
}

/** @param {RuleId} id */
function needsHost(id) {
  /** @type {readonly string[]} */
  const needs = rules[id].needs;
  return needs.includes('host');
}
