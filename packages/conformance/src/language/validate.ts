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
  if (issue === undefined) return value as Scenario;
  throw new TypeError(`Cannot replay the scenario: ${issue}.`);
}
