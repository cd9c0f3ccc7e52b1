import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkConformance } from '../dist/index.js';
import { example } from './examples.js';
import { timesOf } from './measure.js';
import { recorded } from './recorded.js';
import { aimAt, ratioIn, rowOf } from './row.js';
import { someRules } from './some-rules.js';
import { drawAll, rulesOfApi, rulesOfHost } from './suite-limit.js';

/** @import { RuleId } from '@post-challenge/spec' */
/** @import { Implementation, Setting } from '../dist/implementation.js' */
/** @import { Contender, Measuring } from './measure.js' */
/** @import { Aim, Row } from './row.js' */

const SUITE = 'conformance';
const LIMIT = 'empty loop of fast-check';
const reference = await example('reference');
const host = await example('reference-host');
/** What is drawn for a rule unless said otherwise. */
const RUNS = 100;
const MORE_RUNS = [1000, 10_000];

/**
 * Checking the reference, or an implementation that costs nothing.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  return [
    await ownWork('as an api object', reference, rulesOfApi, false),
    await ownWork('as a host', host, rulesOfHost, true),
    await withReference('the reference, as an api object', reference, rulesOfApi, false),
    await withReference('the reference, as a host', host, rulesOfHost, true),
    await timeAt(RUNS, { rounds: 15, warmup: 5 }),
    await timeAt(1000, { rounds: 5, warmup: 1 }),
    await timeAt(10_000, { rounds: 3, warmup: 0 }),
    ...MORE_RUNS.map((runs) => memoryAt(runs, 'resident')),
    ...MORE_RUNS.map((runs) => memoryAt(runs, 'live')),
  ];
}

/**
 * @param {readonly Row[]} rows
 * @returns {Aim[]}
 */
export function aims(rows) {
  const named = (/** @type {string} */ start) => rows.find(({ name }) => name.startsWith(start));
  const figureOf = (/** @type {string} */ start) => named(start)?.figures[SUITE]?.median ?? NaN;
  const ratio = (/** @type {string} */ how) => ratioIn(named(`own work, ${how}`), LIMIT);
  const growth = (/** @type {string} */ of) =>
    figureOf(`${of}, 10,000 `) / figureOf(`${of}, 1,000 `);
  return [
    aimAt('own work, as an api object: times the limit', 3, ratio('as an api object')),
    aimAt('own work, as a host: times the limit', 3, ratio('as a host')),
    aimAt('time of a run: at 10,000 runs a rule, times that at 1,000', 1.2, growth('time') / 10),
    aimAt('live memory: at 10,000 runs a rule, times that at 1,000', 1.1, growth('live memory')),
  ];
}

/**
 * What the suite does besides running an implementation: drawing, filling in, checking what is answered, judging.
 *
 * @param {string} name
 * @param {Implementation} implementation
 * @param {readonly RuleId[]} rules
 * @param {boolean} onHost
 */
async function ownWork(name, implementation, rules, onHost) {
  const options = { rules, runs: RUNS };
  const { implementation: player, rewind, scenarios } = await recorded(implementation, options);
  return scenariosRow(`own work, ${name}`, scenarios, { rounds: 15, warmup: 4 }, [
    { name: SUITE, operation: () => checkConformance(player, options), prepare: rewind },
    { name: LIMIT, operation: () => drawAll(rules, RUNS, onHost) },
  ]);
}

/**
 * @param {string} name
 * @param {Implementation} implementation
 * @param {readonly RuleId[]} rules
 * @param {boolean} onHost
 */
async function withReference(name, implementation, rules, onHost) {
  const options = { rules, runs: RUNS };
  const scenarios = await scenariosIn(implementation, options);
  return scenariosRow(name, scenarios, { rounds: 5, warmup: 1 }, [
    { name: SUITE, operation: () => checkConformance(implementation, options) },
    { name: LIMIT, operation: () => drawAll(rules, RUNS, onHost) },
  ]);
}

/**
 * @param {Implementation} implementation
 * @param {{ rules: readonly RuleId[], runs: number }} options
 */
async function scenariosIn(implementation, options) {
  let scenarios = 0;
  const open = (/** @type {Setting} */ setting) => {
    scenarios += 1;
    return implementation.open(setting);
  };
  await checkConformance({ ...implementation, open }, options);
  return scenarios;
}

/**
 * @param {string} name
 * @param {number} scenarios
 * @param {Measuring} measuring
 * @param {readonly Contender[]} contenders
 */
async function scenariosRow(name, scenarios, measuring, contenders) {
  const each = new Map();
  for (const [contender, times] of await slowTimesOf(contenders, measuring))
    each.set(
      contender,
      times.map((time) => time / scenarios),
    );
  return rowOf(`${name}, ${RUNS} runs a rule`, 'ns a scenario', each);
}

/**
 * @param {number} runs
 * @param {Measuring} measuring
 */
async function timeAt(runs, measuring) {
  const options = { rules: someRules, runs };
  const contenders = [
    { name: SUITE, operation: () => checkConformance(reference, options) },
    { name: LIMIT, operation: () => drawAll(someRules, runs, false) },
  ];
  return rowOf(nameOf('time', runs), 'ns', await slowTimesOf(contenders, measuring));
}

/**
 * @param {readonly Contender[]} contenders
 * @param {Measuring} measuring
 */
function slowTimesOf(contenders, measuring) {
  const awaited = contenders.map((contender) => ({ ...contender, isAsync: true }));
  return timesOf(awaited, { ...measuring, isSlow: true });
}

/**
 * @param {number} runs
 * @param {'resident' | 'live'} kind
 */
function memoryAt(runs, kind) {
  const script = fileURLToPath(new URL('suite-memory.js', import.meta.url));
  const bytes = execFileSync(process.execPath, [script, `${runs}`, kind], { encoding: 'utf8' });
  return rowOf(nameOf(`${kind} memory`, runs), 'bytes', new Map([[SUITE, [Number(bytes)]]]));
}

/**
 * @param {string} what
 * @param {number} runs
 */
function nameOf(what, runs) {
  return `${what}, ${runs.toLocaleString('en')} runs of each of ${someRules.length} rules`;
}
