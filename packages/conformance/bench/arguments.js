import { validate } from '@post-challenge/spec';
import { FactorSelectorSchema, PostChallengeEventSchema } from '@post-challenge/spec/schemas';
import { Compile } from 'typebox/compile';
import { Value } from 'typebox/value';
import { sampleEvent } from '../dist/event.js';
import { faultOfEvent, faultOfFactor } from './hand-written-checks.js';
import { aimAt, largestRatio, measuredRow } from './row.js';
import { zodEvent, zodFactor } from './zod-checks.js';

/** @import { SchemaName } from '@post-challenge/spec' */
/** @import { Contender } from './measure.js' */
/** @import { Aim, Row } from './row.js' */

/** @typedef {{ name: string, faultIn: (value: unknown) => unknown }} Checker - Finds something where a value is wrong. */

/** How many equal values are checked in turn: what is found of one value alone need not be found again. */
const VALUES = 16;

const factor = { type: 'phone', options: { preferredMethod: 'sms' } };
const event = structuredClone(sampleEvent);

const checked = [
  {
    of: 'a factor',
    checkers: checkersOf('FactorSelector', FactorSelectorSchema, zodFactor, faultOfFactor),
    valid: factor,
    invalid: { ...factor, options: { preferredMethod: 'fax' } },
  },
  {
    of: 'an event',
    checkers: checkersOf('PostChallengeEvent', PostChallengeEventSchema, zodEvent, faultOfEvent),
    valid: event,
    invalid: { ...event, user: { ...event.user, email_verified: 'yes' } },
  },
];

/**
 * Checking values; where one is wrong, every contender tells what is wrong with it.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  const rows = [];
  for (const { of, checkers, valid, invalid } of checked) {
    // oxlint-disable-next-line no-await-in-loop -- One row after another.
    rows.push(await measuredRow(`${of}, valid`, contendersOn(valid, true, checkers)));
    // oxlint-disable-next-line no-await-in-loop -- See above.
    rows.push(await measuredRow(`${of}, invalid`, contendersOn(invalid, false, checkers)));
  }
  return rows;
}

/**
 * @param {readonly Row[]} rows
 * @returns {Aim[]}
 */
export function aims(rows) {
  return rows.map((row) => {
    const text = `${row.name}: times the fastest library`;
    return aimAt(text, 1, largestRatio([row], 'TypeBox compile', 'TypeBox value', 'zod'));
  });
}

/**
 * @param {SchemaName} name
 * @param {import('typebox').TSchema} schema
 * @param {import('zod').ZodType} ofZod
 * @param {(value: unknown) => unknown} byHand
 * @returns {Checker[]}
 */
function checkersOf(name, schema, ofZod, byHand) {
  const compiled = Compile(schema);
  return [
    { name: 'spec', faultIn: (value) => validate(name, value)[0] },
    { name: 'hand-written', faultIn: byHand },
    {
      name: 'TypeBox compile',
      faultIn: (value) => (compiled.Check(value) ? undefined : compiled.Errors(value)[0]),
    },
    {
      name: 'TypeBox value',
      faultIn: (value) => (Value.Check(schema, value) ? undefined : Value.Errors(schema, value)[0]),
    },
    { name: 'zod', faultIn: (value) => ofZod.safeParse(value).error },
  ];
}

/**
 * @param {unknown} value
 * @param {boolean} isRight
 * @param {readonly Checker[]} checkers
 * @returns {Contender[]}
 */
function contendersOn(value, isRight, checkers) {
  const wrong = checkers.find(({ faultIn }) => (faultIn(value) === undefined) !== isRight);
  if (wrong) throw new Error(`${wrong.name} does not judge as the others do.`);
  return checkers.map(({ name, faultIn }) => {
    const values = Array.from({ length: VALUES }, () => structuredClone(value));
    let at = 0;
    const operation = () => faultIn(values[(at += 1) % VALUES]);
    return { name, operation };
  });
}
