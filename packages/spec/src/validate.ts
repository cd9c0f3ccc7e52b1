import type { MethodName } from './api.ts';
import { type Fault, type Validator, faultsBy } from './fault.ts';
import { parameterNames, validators } from './generated/validators.ts';

/**
 * The name of a type that has a published schema.
 *
 * @public
 */
export type SchemaName =
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
  | 'ReturnInput'
  | 'SendUserToOptions'
  | 'SetResultUrlOptions'
  | 'Transaction'
  | 'ValidateTokenOptions';

/**
 * Says what is wrong with a value of a named type.
 *
 * @remarks
 * Members that are `undefined` count as absent. Further members are a fault only in options that action code writes. `NaN` and
 * the infinities are numbers.
 *
 * @param schema - The name of the type.
 * @param value - The value; it is not changed.
 * @returns Every fault, none where the value is right.
 * @throws TypeError, where there is no such type.
 * @example
 * ```js
 * faultsOf('FactorType', 'otp'); // []
 * faultsOf('CacheSetOptions', { ttl: '60' }); // [{ path: '/ttl', expected: 'a number', received: '60' }]
 * ```
 *
 * @public
 */
export function faultsOf(schema: SchemaName, value: unknown): readonly Fault[] {
  return faultsBy(validatorOf(schema), value);
}

/**
 * Says what is wrong with the arguments of a method.
 *
 * @remarks
 * A path begins with the name of the parameter, or with the index of an argument that has none. What the types cannot say,
 * such as sizes and absolute URLs, is not looked at.
 *
 * @param method - The name of the method.
 * @param args - The arguments, in order; they are not changed.
 * @returns Every fault, none where the arguments are right.
 * @throws TypeError, where there is no such method.
 * @example
 * ```js
 * argumentFaults('cache.set', ['key']); // [{ path: '/value', expected: 'to be there', received: undefined }]
 * ```
 *
 * @public
 */
export function argumentFaults(method: MethodName, args: readonly unknown[]): readonly Fault[] {
  const validator = validatorOf(`${method}.parameters`);
  const names = parameterNames[method];
  const byName: Record<string, unknown> = {};
  for (const [index, name] of names.entries()) byName[name] = args[index];

  const faults = faultsBy(validator, byName);
  return args.length > names.length ? [...faults, ...surplus(method, names.length, args)] : faults;
}

function surplus(method: MethodName, count: number, args: readonly unknown[]): readonly Fault[] {
  const expected = `no such argument; ${method} takes ${count} argument${count === 1 ? '' : 's'}`;
  return args
    .slice(count)
    .map((received, index) => ({ path: `/${count + index}`, expected, received }));
}

function validatorOf(name: string): Validator {
  const known: Readonly<Record<string, Validator>> = validators;
  const validator = Object.hasOwn(known, name) ? known[name] : undefined;
  if (!validator) throw new TypeError(`Cannot validate a value: there is no schema named ${name}`);
  return validator;
}
