/** @import { Aim, Row } from './row.js' */

/**
 * What is measured together: the columns of its table are the contenders.
 *
 * @typedef {object} GroupPlan
 * @property {string} name - As the command line takes it.
 * @property {string} title
 * @property {string} text - What is measured, and beside what.
 * @property {readonly string[]} rows
 * @property {() => Promise<{ measure: () => Promise<Row[]>, aims: (rows: readonly Row[]) => Aim[] }>} load
 */

/** @type {readonly GroupPlan[]} */
export const groups = [
  {
    name: 'cache',
    title: 'Cache',
    text: `\`api.cache\` of an execution, with the limits of the cache lifted, beside a bare \`Map\` of records that knows no time, \`lru-cache\`
with a lifetime, and a naive cache that looks through all that it holds at each write. Keys are visited in one shuffled order. The
clock is a given one that moves on by itself; what reading that of the machine would add stands in the first row.`,
    rows: [
      'its default clock, Date.now(), for scale',
      ...['1 record', '20 records', '10,000 records', '1,000,000 records'].flatMap((held) =>
        ['get', 'set', 'delete, and set again'].map((operation) => `${operation}, ${held}`),
      ),
    ],
    load: () => import('./cache.js'),
  },
  {
    name: 'tokens',
    title: 'Tokens',
    text: `\`api.redirect\` of an execution, beside JSON, base64url and HMAC with nothing else, and beside libraries, which check less of a
token than the contract asks for. All sign the same claims with the same secret, and read the same token. The reference is given
the secret anew each time, and each library its key in the form that costs it least.`,
    rows: ['encodeToken', 'validateToken'],
    load: () => import('./tokens.js'),
  },
  {
    name: 'arguments',
    title: 'Argument checks',
    text: `\`validate\`, whose validators are generated at build time, beside checks that are written by hand, TypeBox with the
same schemas, compiled at run time and not, and zod with the same shapes. Where a value is wrong, each tells what is wrong with it.`,
    rows: ['a factor, valid', 'a factor, invalid', 'an event, valid', 'an event, invalid'],
    load: () => import('./arguments.js'),
  },
  {
    name: 'transactions',
    title: 'Transactions',
    text: `A runtime that executes actions from the start of a transaction to its end, beside the same handlers called one after another on an
\`api\` object, and beside one \`structuredClone\` of the event. What a runtime does besides is to check and copy what it is given and
gives, to pause, and to say what has come of it.`,
    rows: ['one action', 'four actions, with a challenge and a redirect'],
    load: () => import('./transactions.js'),
  },
  {
    name: 'imports',
    title: 'Imports',
    text: `A process that imports an entry and ends, as the packages are installed from their tarballs, beside one that imports an empty module,
and one that makes a type with \`@sinclair/typebox\` and compiles it with Ajv.`,
    rows: [
      '@post-challenge/spec',
      '@post-challenge/spec/schemas',
      '@post-challenge/reference',
      '@post-challenge/conformance',
    ],
    load: () => import('./imports.js'),
  },
  {
    name: 'suite',
    title: 'The suite',
    text: `Checking the reference, beside fast-check's own loop, which draws the same scenarios and judges none. Its own work is drawing,
filling in, checking what is answered, and judging: what is left with an implementation that answers without delay, in order, what the
reference has answered before, less the time it takes to answer. Performing steps in process, waiting for promises and talking to another
process are not in it. It is measured in a process of its own, as an implementation is checked in one. Rates are scenarios a second.
Resident memory is what a process has of the system at most, with garbage that has not been collected yet; live memory is what is in
use at most, looked at fifty times in a run.`,
    rows: [
      ...['own work', 'the reference'].flatMap((what) =>
        ['as an api object', 'as a host'].map((how) => `${what}, ${how}, 100 runs a rule`),
      ),
      ...['100', '1,000', '10,000'].map((runs) => `time, ${runs} runs of each of 6 rules`),
      ...['resident memory', 'live memory'].flatMap((kind) =>
        ['1,000', '10,000'].map((runs) => `${kind}, ${runs} runs of each of 6 rules`),
      ),
    ],
    load: () => import('./suite.js'),
  },
  {
    name: 'types',
    title: 'Type check of a consumer',
    text: `A program that uses three types, once by the interfaces of the main entry, and once by \`Static\` of the schemas in
\`@post-challenge/spec/schemas\`. Declarations of libraries are not checked, which would cost the latter most.`,
    rows: ['instantiations', 'tsc'],
    load: () => import('./types.js'),
  },
  {
    name: 'sizes',
    title: 'Installed size',
    text: 'The packages as npm installs them from their tarballs, without the optional peers.',
    rows: ['tarball', 'installed', 'installed, with what it brings', 'packages, itself among them'],
    load: () => import('./sizes.js'),
  },
];
