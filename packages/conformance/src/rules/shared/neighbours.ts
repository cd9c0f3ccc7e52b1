import fc from 'fast-check';
import type { ActionScript, Scenario, Step } from '../../language/scenario.ts';
import type { Property } from '../property.ts';
import { call } from '../scenarios.ts';

/** Occurs in the first argument of each neighbour, and of no other call. */
const MARK = 'neighbour';

const NEIGHBOUR_SECRET = `${MARK}: a secret of at least thirty-two bytes`;

/** Calls that change nothing. A rule about another call holds with or without them. */
const harmlessCalls: readonly Step[] = [
  call('cache.get', MARK),
  call('redirect.encodeToken', { secret: NEIGHBOUR_SECRET, payload: { [MARK]: 'another' } }),
  call('redirect.encodeToken', { secret: NEIGHBOUR_SECRET, payload: {}, expiresInSeconds: 60 }),
  call('cache.delete', MARK),
  call('cache.set', MARK, 'x'.repeat(5000)),
  call('redirect.validateToken', { secret: NEIGHBOUR_SECRET, tokenParameterName: MARK }),
];

interface Neighbours {
  readonly before: readonly Step[];
  readonly after: readonly Step[];
}

const NONE: Neighbours = { before: [], after: [] };

/**
 * Puts other calls before and after those of some properties, in a part of their scenarios. The judges do not see them.
 *
 * @param more - Calls that are harmless for these properties.
 */
export function withNeighbours<T extends Record<string, Property>>(
  properties: T,
  more: readonly Step[] = [],
): { [Id in keyof T]: Property } {
  const steps = fc.array(fc.constantFrom(...harmlessCalls, ...more), { maxLength: 2 });
  const neighbours: fc.Arbitrary<Neighbours> = fc.oneof(
    { withCrossShrink: true },
    { weight: 2, arbitrary: fc.constant(NONE) },
    { weight: 1, arbitrary: fc.record({ before: steps, after: steps }, { noNullPrototype: true }) },
  );
  const entries = Object.entries(properties).map(([id, property]) => [
    id,
    addNeighbours(property, neighbours),
  ]);
  return Object.fromEntries(entries) as { [Id in keyof T]: Property };
}

function addNeighbours(property: Property, neighbours: fc.Arbitrary<Neighbours>): Property {
  interface Drawn {
    readonly drawn: never;
    readonly around: Neighbours;
  }
  return {
    ...property,
    // fast-check can shrink the examples of a record.
    given: fc.record({ drawn: property.given, around: neighbours }, { noNullPrototype: true }),
    examples: property.examples.map((drawn) => ({ drawn, around: NONE })),
    scenario: ({ drawn, around }: Drawn, onHost) =>
      mapHandlers(property.scenario(drawn, onHost), (steps) => surround(steps, around)),
    judge: (scenario, trace) => property.judge(mapHandlers(scenario, hideNeighbours), trace),
  };
}

/** Checks whether a scenario has calls beside those of its rule. */
export function hasNeighbours({ transactions }: Scenario): boolean {
  return transactions.some(({ actions }) =>
    actions.some(({ execute, continue: resumed = [] }) =>
      [...execute, ...resumed].some(isNeighbour),
    ),
  );
}

function mapHandlers(
  scenario: Scenario,
  map: (steps: readonly Step[]) => readonly Step[],
): Scenario {
  const mapAction = ({ execute, continue: resumed }: ActionScript): ActionScript => ({
    execute: map(execute),
    ...(resumed && { continue: map(resumed) }),
  });
  const transactions = scenario.transactions.map((script) => ({
    ...script,
    actions: script.actions.map(mapAction),
  }));
  return { ...scenario, transactions };
}

/** Adds the neighbours to the steps of a handler that calls something, and renumbers its references. */
function surround(steps: readonly Step[], { before, after }: Neighbours): readonly Step[] {
  if (before.length + after.length === 0 || !steps.some((step) => 'call' in step)) return steps;
  const moved = steps.map((step): Step =>
    'change' in step ? { ...step, of: step.of + before.length } : step,
  );
  return [...before, ...moved, ...after];
}

/** Replaces the neighbours by steps that do nothing, so that the other steps keep their numbers. */
function hideNeighbours(steps: readonly Step[]): readonly Step[] {
  return steps.map((step) => (isNeighbour(step) ? { wait: 0 } : step));
}

function isNeighbour(step: Step): boolean {
  return 'call' in step && JSON.stringify(step.args[0] ?? '').includes(MARK);
}
