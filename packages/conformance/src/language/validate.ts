import { type ValidationIssue, type Validator, collectIssues } from '@post-challenge/spec';
import { validators } from '../generated/validators.ts';
import { formatShortValue } from './format-value.ts';
import type { Json } from './json.ts';
import type { Scenario } from './scenario.ts';

const compiled = validators as Record<
  'Baseline' | 'Description' | 'Phase' | 'ProtocolMessage' | 'Report' | 'Scenario',
  Validator
>;

/** The most errors of a validator that are read. */
const MAX_ERRORS = 1000;

/** Validates a value against the schema of a kind and describes the first issue, if there is one. */
export function describeIssue(kind: keyof typeof compiled, value: unknown): string | undefined {
  const validator = compiled[kind];
  if (validator(value)) return undefined;
  // A large value can have a fault in each part, and one is enough. But members that are undefined, and so absent, are errors too.
  const errors = validator.errors?.slice(0, MAX_ERRORS) ?? [];
  const [issue = collectIssues(validator, value)[0]] = collectIssues(
    Object.assign(() => false, { errors }),
    value,
  );
  return issue && formatIssue(issue);
}

function formatIssue({ path, expected, received }: ValidationIssue): string {
  return `${path === '' ? 'it' : path} is ${formatShortValue(received as Json, 60)}, expected ${expected}`;
}

/** Asserts that a value is a scenario. */
export function assertScenario(value: unknown): Scenario {
  const issue = describeIssue('Scenario', value);
  if (issue === undefined) return assertTimes(value as Scenario);
  throw new TypeError(`Cannot replay the scenario: ${issue}.`);
}

/** The latest time of a `Date`, in milliseconds since the Unix epoch. */
const MAX_TIME = 8.64e15;

function assertTimes(scenario: Scenario): Scenario {
  const { now, transactions } = scenario;
  const steps = transactions.flatMap(({ actions, user }) => [
    ...user,
    ...actions.flatMap((action) => [...action.execute, ...(action.continue ?? [])]),
  ]);
  const end = steps.reduce((time, step) => time + ('wait' in step ? step.wait : 0), now);
  if (Math.abs(now) <= MAX_TIME && end <= MAX_TIME) return scenario;
  throw new TypeError('Cannot replay the scenario: its times are beyond those of a Date.');
}
