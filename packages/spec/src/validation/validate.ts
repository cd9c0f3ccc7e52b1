import type { MethodName } from '../api.ts';
import { parameterNames, validators } from '../generated/validators.ts';
import { findExcess } from './excess.ts';
import { type ValidationIssue, type Validator, collectIssues } from './issue.ts';

/** The name of a type that has a published schema. */
export type SchemaName =
  | 'CacheDeleteResult'
  | 'CacheErrorCode'
  | 'CacheRecord'
  | 'CacheSetOptions'
  | 'CacheWriteResult'
  | 'ChallengeWithOptions'
  | 'CompletionInput'
  | 'EncodeTokenOptions'
  | 'FactorSelector'
  | 'FactorType'
  | 'Outcome'
  | 'PostChallengeEvent'
  | 'RenderOptions'
  | 'ReturnInput'
  | 'SendUserToOptions'
  | 'SetResultUrlOptions'
  | 'SubmissionInput'
  | 'Transaction'
  | 'ValidateTokenOptions';

/**
 * Validates a value against the schema of a type.
 *
 * @remarks
 * Members that are `undefined` count as absent. Unknown members are an issue only in options that action code writes. `NaN` and
 * the infinities are numbers.
 *
 * A value that is nested more than 1,000 levels deep, or holds more than 100,000 values, has that one issue. Of more than 100 issues,
 * the first 100 are listed, and a last one with an empty path says so.
 *
 * @param schema - The name of the type.
 * @param value - The value; it is not changed.
 * @returns The issues; none if the value is valid.
 * @throws TypeError if there is no such type.
 * @example
 * ```js
 * validate('FactorType', 'otp'); // []
 * validate('CacheSetOptions', { ttl: '60' }); // [{ path: '/ttl', expected: 'a number', received: '60' }]
 * ```
 */
export function validate(schema: SchemaName, value: unknown): readonly ValidationIssue[] {
  return check(findValidator(schema), value);
}

function check(validator: Validator, value: unknown): readonly ValidationIssue[] {
  const excess = findExcess(value);
  return excess ? [excess] : collectIssues(validator, value);
}

/**
 * Validates the arguments of a call.
 *
 * @remarks
 * The path of an issue begins with the name of the parameter, or with the index of an argument beyond the last parameter. Only
 * types are checked, not sizes or the form of URLs. The limits are those of {@link validate}.
 *
 * @param method - The name of the method.
 * @param args - The arguments, in order; they are not changed.
 * @returns The issues; none if the arguments are valid.
 * @throws TypeError if there is no such method.
 * @example
 * ```js
 * validateArguments('cache.set', ['key']); // [{ path: '/value', expected: 'a value', received: undefined }]
 * ```
 */
export function validateArguments(
  method: MethodName,
  args: readonly unknown[],
): readonly ValidationIssue[] {
  const validator = findValidator(`${method}.parameters`);
  const names = parameterNames[method];
  const byName = Object.fromEntries(names.map((name, index) => [name, args[index]]));

  return [...check(validator, byName), ...refuseSurplus(names.length, args)];
}

function refuseSurplus(count: number, args: readonly unknown[]): readonly ValidationIssue[] {
  const expected = `at most ${count} argument${count === 1 ? '' : 's'}`;
  return args
    .slice(count)
    .map((received, index) => ({ path: `/${count + index}`, expected, received }));
}

function findValidator(name: string): Validator {
  const known: Readonly<Record<string, Validator>> = validators;
  const validator = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!validator) throw new TypeError(`Cannot validate a value: there is no schema named ${name}.`);
  return validator;
}
