import { rules } from '@post-challenge/spec';
import fc from 'fast-check';
import { seedOf } from '../dist/judge.js';
import { propertyOf } from '../dist/properties.js';

/** @import { RuleId } from '@post-challenge/spec' */

export const SUITE = 'conformance';
export const LIMIT = 'empty loop of fast-check';

/** What of the catalogue the suite draws scenarios for. */
const drawn = /** @type {RuleId[]} */ (Object.keys(rules)).filter((id) => propertyOf(id));

/** The rules that an `api` object alone can be judged by. */
export const rulesOfApi = drawn.filter((id) => !needsHost(id));

/** The rules that a host can be judged by. */
export const rulesOfHost = drawn;

/**
 * fast-check's own loop: it draws the scenarios that the suite draws, and judges none.
 *
 * @param {readonly RuleId[]} ids
 * @param {number} runs
 * @param {boolean} onHost
 */
export async function drawAll(ids, runs, onHost) {
  for (const id of ids) {
    const property = propertyOf(id);
    if (!property) continue;
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
