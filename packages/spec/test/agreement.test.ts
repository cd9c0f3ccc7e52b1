import {
  type MethodName,
  type SchemaName,
  type Validator,
  validateArguments,
  validate,
} from '@post-challenge/spec';
import { type Method, methods, schemas } from '@post-challenge/spec/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { ajvOptions } from '../../../scripts/compile-validators.js';
import { parameterNames, validators } from '../src/generated/validators.ts';
import { mutant, odd, omitUndefined, valueOf } from './arbitrary-value.ts';

const run = { seed: 1, numRuns: 100, includeErrorInReport: true };
const ajv = new Ajv2020(ajvOptions);
const compiled: Readonly<Record<string, Validator>> = validators;
const parametersOf: Readonly<Record<string, readonly string[]>> = parameterNames;
const named: readonly [name: string, schema: TSchema][] = Object.entries(schemas);
const listed: readonly [name: string, method: Method][] = Object.entries(methods);

describe.for(named)('a value drawn for %s', ([name, schema]) => {
  const byAjv = ajv.compile(structuredClone(schema));
  const verdicts = (value: unknown) => ({
    issues: validate(name as SchemaName, value).length === 0,
    validator: compiled[name]?.(value),
    ajv: byAjv(value),
  });

  test('is valid by the generated code, by Ajv and by TypeBox', () => {
    fc.assert(
      fc.property(valueOf(schema), (value) => {
        expect(verdicts(value)).toEqual(all(true));
        expect(Value.Check(schema, value)).toBe(true);
      }),
      run,
    );
  });

  test('has the same verdict from all of them after a mutation', () => {
    fc.assert(
      fc.property(mutant(valueOf(schema)), (value) => {
        expect(verdicts(value)).toEqual(all(Value.Check(schema, value)));
      }),
      run,
    );
  });

  test('has the same verdict from the generated code and Ajv if JSON cannot express it, without members that are undefined', () => {
    fc.assert(
      fc.property(fc.oneof(mutant(valueOf(schema), odd), inherited(schema)), (value) => {
        const { issues, validator } = verdicts(value);

        expect(validator).toBe(byAjv(value));
        expect(issues).toBe(byAjv(omitUndefined(value)));
      }),
      run,
    );
  });
});

describe.for(listed)('arguments drawn for %s', ([name, { parameters }]) => {
  const drawn = fc.tuple(...parameters.map(({ schema }) => valueOf(schema)));
  const verdicts = (args: readonly unknown[]) => ({
    issues: validateArguments(name as MethodName, args).length === 0,
    validator: args.length <= parameters.length && isValid(name, args.map(omitUndefined)),
  });

  test('are valid if TypeBox accepts each of them', () => {
    fc.assert(
      fc.property(fc.oneof(drawn, mutants(drawn), surplus(drawn)), (args) => {
        const right = parameters.every(
          ({ schema, optional }, index) =>
            (optional && args[index] === undefined) || Value.Check(schema, args[index]),
        );

        expect(verdicts(args)).toEqual(all(right && args.length <= parameters.length));
      }),
      run,
    );
  });

  test('have the same verdict if there are fewer, or if JSON cannot express them', () => {
    fc.assert(
      fc.property(fc.oneof(fewer(drawn), mutants(drawn, odd)), (args) => {
        expect(verdicts(args)).toEqual(all(isValid(name, args.map(omitUndefined))));
      }),
      run,
    );
  });
});

/** Expects the same verdict of every validator. */
function all(verdict: boolean): unknown {
  return expect.toSatisfy((verdicts: object) =>
    Object.values(verdicts).every((other) => other === verdict),
  );
}

/** Tells whether a validator accepts the arguments as members of an object. */
function isValid(name: string, args: readonly unknown[]): boolean {
  const members = parametersOf[name]?.map((parameter, index) => [parameter, args[index]]) ?? [];
  return compiled[`${name}.parameters`]?.(Object.fromEntries(members)) === true;
}

/** Draws objects with inherited members only. */
function inherited(schema: TSchema): fc.Arbitrary<unknown> {
  return valueOf(schema).map((value) => (value instanceof Object ? Object.create(value) : value));
}

function mutants(drawn: fc.Arbitrary<unknown[]>, part?: typeof odd): fc.Arbitrary<unknown[]> {
  return drawn.chain((args) =>
    fc
      .nat(args.length - 1)
      .chain((index) =>
        mutant(fc.constant(args[index]), part).map((value) => args.with(index, value)),
      ),
  );
}

function surplus(drawn: fc.Arbitrary<unknown[]>): fc.Arbitrary<unknown[]> {
  return fc.tuple(drawn, fc.constantFrom(undefined, '')).map(([args, more]) => [...args, more]);
}

function fewer(drawn: fc.Arbitrary<unknown[]>): fc.Arbitrary<unknown[]> {
  return drawn.chain((args) => fc.nat(args.length).map((count) => args.slice(0, count)));
}
