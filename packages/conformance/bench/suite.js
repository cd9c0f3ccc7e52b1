import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { checkConformance } from '../dist/index.js';
import { example } from './examples.js';
import { shared, slowTimesOf } from './measure.js';
import { aimAt, ratioIn, rowOf } from './row.js';
import { someRules } from './some-rules.js';
import { LIMIT, SUITE, drawAll, rulesOfApi, rulesOfHost } from './suite-limit.js';

/** @import { RuleId } from '@post-challenge/spec' */
/** @import { Implementation, Setting } from '../dist/implementation.js' */
/** @import { Measuring } from './measure.js' */
/** @import { Aim, Row } from './row.js' */

const reference = await example('reference');
const host = await example('reference-host');
/** What is drawn for a rule unless said otherwise. */
const RUNS = 100;
const MORE_RUNS = [1000, 10_000];

/**
 * Checking the reference, and what of that is the suite's own work.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  return [
    ownWork('own work, as an api object', 'api'),
    ownWork('own work, as a host', 'host'),
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
 * @param {'api' | 'host'} level
 */
function ownWork(name, level) {
  const each = new Map(JSON.parse(printedBy('suite-own-work.js', level, `${RUNS}`)));
  return rowOf(`${name}, ${RUNS} runs a rule`, 'ns a scenario', each);
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
  const contenders = [
    { name: SUITE, operation: () => checkConformance(implementation, options) },
    { name: LIMIT, operation: () => drawAll(rules, RUNS, onHost) },
  ];
  const times = await slowTimesOf(contenders, { rounds: 5, warmup: 1 });
  return rowOf(`${name}, ${RUNS} runs a rule`, 'ns a scenario', shared(times, scenarios));
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
 * @param {number} runs
 * @param {'resident' | 'live'} kind
 */
function memoryAt(runs, kind) {
  const bytes = printedBy('suite-memory.js', `${runs}`, kind);
  return rowOf(nameOf(`${kind} memory`, runs), 'bytes', new Map([[SUITE, [Number(bytes)]]]));
}

/**
 * @param {string} what
 * @param {number} runs
 */
function nameOf(what, runs) {
  return `${what}, ${runs.toLocaleString('en')} runs of each of ${someRules.length} rules`;
}

/**
 * What a script prints in a process of its own.
 *
 * @param {string} script
 * @param {readonly string[]} arguments_
 */
function printedBy(script, ...arguments_) {
  const path = fileURLToPath(new URL(script, import.meta.url));
  return execFileSync(process.execPath, [path, ...arguments_], { encoding: 'utf8' });
}
