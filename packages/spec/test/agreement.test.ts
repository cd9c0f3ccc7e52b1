import { type MethodName, type SchemaName, argumentFaults, faultsOf } from '@post-challenge/spec';
import { type Method, methods, schemas } from '@post-challenge/spec/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import type { TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { ajvOptions } from '../scripts/validators.js';
import { mutant, valueOf } from './arbitrary-value.ts';

const run = { seed: 1, numRuns: 300, includeErrorInReport: true };
const ajv = new Ajv2020(ajvOptions);
const named: readonly [name: string, schema: TSchema][] = Object.entries(schemas);
const listed: readonly [name: string, method: Method][] = Object.entries(methods);

describe.for(named)('a value drawn for %s', ([name, schema]) => {
  const compiled = ajv.compile(structuredClone(schema));
  const verdicts = (value: unknown) => ({
    generated: faultsOf(name as SchemaName, value).length === 0,
    ajv: compiled(value),
    typebox: Value.Check(schema, value),
  });

  test('is right by the generated code, by Ajv and by TypeBox', () => {
    fc.assert(
      fc.property(valueOf(schema), (value) => {
        expect(verdicts(value)).toEqual({ generated: true, ajv: true, typebox: true });
      }),
      run,
    );
  });

  test('is judged alike by all three once it is mutated', () => {
    fc.assert(
      fc.property(mutant(valueOf(schema)), (value) => {
        const { generated, ajv, typebox } = verdicts(value);

        expect([ajv, typebox]).toEqual([generated, generated]);
      }),
      run,
    );
  });
});

describe.for(listed)('arguments drawn for %s', ([name, { parameters }]) => {
  const drawn = fc.tuple(...parameters.map(({ schema }) => valueOf(schema)));

  test('are right where TypeBox takes each of them', () => {
    fc.assert(
      fc.property(fc.oneof(drawn, mutants(drawn)), (args) => {
        const right = parameters.every(
          ({ schema, optional }, index) =>
            (optional && args[index] === undefined) || Value.Check(schema, args[index]),
        );

        expect(argumentFaults(name as MethodName, args).length === 0).toBe(right);
      }),
      run,
    );
  });
});

function mutants(drawn: fc.Arbitrary<unknown[]>): fc.Arbitrary<unknown[]> {
  return drawn.chain((args) =>
    fc
      .nat(args.length - 1)
      .chain((at) => mutant(fc.constant(args[at])).map((value) => args.with(at, value))),
  );
}
