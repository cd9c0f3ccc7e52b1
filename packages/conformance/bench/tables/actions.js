import { communityKit, installKit, installOurs, vendorTypes } from '../installations.js';
import { measureByTurns, run } from '../measure.js';

/** @import { Command, Row } from '../measure.js' */
/** @import { Table } from './tables.js' */

const NOTHING = 'Node, which does nothing';

/** @type {Table} */
export const running = {
  title: 'Run an action',
  meaning: `How long you wait until you see what an action calls. × compares with a process of Node that does nothing. \`npx\` adds its own
time; a script in package.json does not. No other kit has such a command.`,
  columns: ['time'],
  measure: () =>
    timeByTurns(7, [
      { name: NOTHING, ...node('--eval', '') },
      {
        name: '`post-challenge-reference run`',
        ...node('node_modules/.bin/post-challenge-reference', 'run', 'action.mjs'),
        besides: NOTHING,
        aims: [{ column: 'time', atMost: 0.5 }],
      },
      {
        name: '`npx --no-install post-challenge-reference run`',
        cwd: installOurs().cwd,
        command: 'npx',
        args: ['@post-challenge/reference', 'run', 'action.mjs'],
        besides: NOTHING,
      },
    ]),
};

const MOCK = "a mock of `api` written by hand, as in the vendor's guide";

/** @type {Table} */
export const testing = {
  title: 'Test an action',
  meaning: `How long you wait for \`node --test\` of one file, which has one test of the same action. × compares with a mock that you write
yourself: it costs nothing to load, and keeps no rule of the contract.`,
  columns: ['time'],
  measure: () =>
    timeByTurns(7, [
      { name: MOCK, ...node('--test', 'test-with-mock.mjs') },
      {
        name: '`@post-challenge/reference`',
        ...node('--test', 'test-with-reference.mjs'),
        besides: MOCK,
      },
      {
        name: communityKit.title,
        ...node('--test', 'kits/test-with-kit.mjs'),
        ...installKit(communityKit),
        besides: MOCK,
      },
    ]),
};

const EMPTY = 'an empty module';

/** @type {Table} */
export const importing = {
  title: 'Import a package',
  meaning: `How much later your program or your test starts if it imports a package. × compares with a process that imports an empty module.
${vendorTypes.title} has types only: there is nothing to import.`,
  columns: ['time'],
  measure: () =>
    timeByTurns(25, [
      { name: EMPTY, ...evaluate('') },
      {
        ...importIt('@post-challenge/spec'),
        aims: [{ column: 'time', atMostTimes: 1.2 }],
      },
      {
        ...importIt('@post-challenge/reference'),
        aims: [{ column: 'time', atMostTimes: 1.4 }],
      },
      importIt('@post-challenge/conformance'),
      { ...importIt(communityKit.name), ...installKit(communityKit) },
    ]),
};

/** @param {string} name */
function importIt(name) {
  return { name: `\`${name}\``, ...evaluate(`import '${name}'`), besides: EMPTY };
}

/** @param {string} code */
function evaluate(code) {
  return node('--input-type=module', '--eval', code);
}

const AJV = 'the TypeBox schema, compiled by Ajv at run time';

/** @type {Table} */
export const validating = {
  title: 'Validate an event',
  meaning: `How long a process takes that loads a validator and validates one event. × compares with Ajv at run time. Both use the schema
of this project.`,
  columns: ['time'],
  measure: () =>
    timeByTurns(9, [
      { name: AJV, ...node('validate-with-ajv.mjs') },
      {
        name: '`@post-challenge/spec`, compiled before it is published',
        ...node('validate-with-spec.mjs'),
        besides: AJV,
      },
    ]),
};

/** @param {readonly string[]} args */
function node(...args) {
  return { cwd: installOurs().cwd, command: process.execPath, args };
}

/**
 * @param {number} rounds
 * @param {readonly (Row & Command)[]} rows
 */
function timeByTurns(rounds, rows) {
  return measureByTurns(rows, rounds, (row) => ({ time: run(row).time }));
}
