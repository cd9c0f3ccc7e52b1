import { type Phase, run } from '@post-challenge/conformance';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { odd } from '../../spec/test/arbitrary-value.ts';
import { isRight } from '../src/generated/predicates.ts';
import { validators } from '../src/generated/validators.ts';
import { properties } from '../src/properties.ts';
import type { Property } from '../src/property.ts';
import { samplesOf } from './samples.ts';
import { smallHost } from './small-host.ts';

const isValid = validators.Phase as (value: unknown) => boolean;

/** What may stand in the place of a part of a phase: most often it is wrong there. */
const others = [-1, 0, 0.5, false, true, '', null, {}, [], ...fc.sample(odd, { seed: 1 })];

/** What no implementation that is sound answers. */
const rare: Phase = {
  input: { wait: 1 },
  executions: [
    {
      action: 1,
      handler: 'continue',
      event: {},
      observations: [
        { returned: null, promised: true, changed: [1] },
        { threw: { name: 'Error', message: 'no', code: 'NO', isError: true } },
        { missing: true },
      ],
      overlapped: true,
    },
  ],
  refused: 'no',
};

/** Phases of each kind that a host answers. */
async function answered(): Promise<Phase[]> {
  const phases: Phase[] = [];
  for (const property of Object.values<Property>(properties)) {
    for (const drawn of samplesOf(property.given, 1)) {
      // oxlint-disable-next-line no-await-in-loop -- One scenario after another.
      const { transactions } = await run(smallHost(), property.scenario(drawn as never, true));
      phases.push(...transactions.flatMap((transaction) => transaction.phases));
    }
  }
  return phases;
}

/** Puts something else in the place of a part. */
type Change = (other: unknown) => unknown;

/** A change of every part of a value, and of every object one that adds a member. */
function changesIn(value: unknown, change: Change): Change[] {
  if (typeof value !== 'object' || value === null) return [change];
  const within = Object.entries(value).flatMap(([name, part]) =>
    changesIn(part, (other) =>
      change(Array.isArray(value) ? value.with(Number(name), other) : { ...value, [name]: other }),
    ),
  );
  const adding: Change = (other) => change({ ...value, further: other });
  return Array.isArray(value) ? [change, ...within] : [change, adding, ...within];
}

test('a phase is right by the predicate where it is by the validator, whatever is changed in it', async () => {
  const phases = [rare, ...(await answered())];
  const values = phases.flatMap((phase) =>
    changesIn(phase, (other) => other).flatMap((change) => others.map(change)),
  );

  expect(phases.filter((phase) => !isRight('Phase', phase))).toEqual([]);
  expect(values.filter((value) => isRight('Phase', value) !== isValid(value))).toEqual([]);
});
