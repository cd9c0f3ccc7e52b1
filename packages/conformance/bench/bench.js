// Measures the groups that are named, or all, and prints them; all together are written to results.json and docs/benchmarks.md.
import { Command, InvalidArgumentError } from 'commander';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { groups } from './groups.js';
import { thisCommit, thisMachine } from './machine.js';
import { pageOf } from './page.js';
import { printed } from './printed.js';

/** @import { GroupPlan } from './groups.js' */
/** @import { Results } from './page.js' */
/** @import { Group } from './row.js' */

const names = groups.map(({ name }) => name);
const program = new Command('pnpm bench')
  .description('Measures what this project makes beside what others make.')
  .argument('[group...]', `what is measured: ${names.join(', ')}; all unless said`, known, [])
  .option(
    '--json <file>',
    'write the results to a file, or with - to standard output, as JSON',
    writable,
  )
  .showHelpAfterError('(--help lists groups and options)')
  .parse();
const { json } = program.opts();
/** @type {readonly (readonly string[])[]} */
const [chosen = []] = program.processedArgs;

await main(groups.filter(({ name }) => chosen.length === 0 || chosen.includes(name)));

/** @param {readonly GroupPlan[]} plans */
async function main(plans) {
  /** @type {Group[]} */
  const measured = [];
  for (const plan of plans) {
    tell(`${measured.length + 1} of ${plans.length}: ${plan.name}`);
    // oxlint-disable-next-line no-await-in-loop -- What runs at one time disturbs one another.
    const group = await groupOf(plan);
    tell('');
    measured.push(group);
    if (json !== '-') process.stdout.write(printed(group));
  }
  const date = new Date().toISOString().slice(0, 10);
  write({ machine: thisMachine(), date, commit: thisCommit(), groups: measured });
}

/**
 * @param {GroupPlan} plan
 * @returns {Promise<Group>}
 */
async function groupOf({ name, rows: planned, load }) {
  const { measure, aims } = await load();
  const rows = await measure();
  const missing = planned.filter((row, index) => rows[index]?.name !== row);
  if (missing.length > 0 || rows.length > planned.length)
    throw new Error(`The rows of ${name} are not those planned: ${missing.join('; ')}.`);
  return { name, rows, aims: aims(rows) };
}

/** @param {Results} results */
function write(results) {
  const text = `${JSON.stringify(results, null, 2)}\n`;
  if (json === '-') process.stdout.write(text);
  else if (json !== undefined) writeFileSync(json, text);
  if (results.groups.length < groups.length) return;
  writeFileSync(new URL('results.json', import.meta.url), text);
  writeFileSync(new URL('../../../docs/benchmarks.md', import.meta.url), pageOf(results));
}

/**
 * @param {string} name
 * @param {readonly string[]} before
 */
function known(name, before) {
  if (names.includes(name)) return [...before, name];
  throw new InvalidArgumentError(`Expected ${names.join(', ')}.`);
}

/** A file that can be written, which is tried before minutes are spent. @param {string} path */
function writable(path) {
  if (path === '-') return path;
  try {
    closeSync(openSync(path, 'a'));
    return path;
  } catch (error) {
    throw new InvalidArgumentError(error instanceof Error ? error.message : String(error));
  }
}

/** Shows in one line what is under way, where someone looks. @param {string} text */
function tell(text) {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001B[K${text}`);
}
