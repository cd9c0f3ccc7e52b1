import type {
  ChallengeWithOptions,
  EncodeTokenOptions,
  FactorSelector,
  MethodName,
  RenderOptions,
  ValidationIssue,
} from '@post-challenge/spec';
import { findExcess, validateArguments } from '@post-challenge/spec';
import { replaceInstances } from './class-instance.ts';
import { copyAsJson } from './copy.ts';
import { includesFactor, listRequested } from './factors.ts';
import { isSurplus } from './issue-path.ts';
import { createArgumentError, describeIgnored, getPurpose } from './misuse.ts';

/** Receives a warning, a sentence or several. */
export type Warn = (warning: string) => void;

/** A method with arguments of any type, as JavaScript calls it. */
export type Method = (...args: unknown[]) => unknown;

/** Copies an `api` object with other methods. */
export function mapMethods<API extends object>(
  api: API,
  map: (method: Method, name: MethodName) => Method,
): API {
  const namespaces = Object.entries(api) as [string, Record<string, Method>][];
  const mapped = namespaces.map(([namespace, methods]) => {
    const entries = Object.entries(methods);
    return [
      namespace,
      Object.fromEntries(
        entries.map(([name, method]) => [name, map(method, `${namespace}.${name}` as MethodName)]),
      ),
    ];
  });
  return Object.fromEntries(mapped) as API;
}

/** Makes every method check its arguments before it changes anything. */
export function checkArguments<API extends object>(api: API, warn: Warn): API {
  return mapMethods(api, (method, name) => (...args) => {
    assertArguments(name, args, warn);
    return method(...args);
  });
}

/** Throws a TypeError if an argument does not have its type, and warns of the parts that the method ignores. */
function assertArguments(
  method: MethodName,
  args: readonly unknown[],
  warn: Warn = () => undefined,
): void {
  // Only a value within the limits may be walked.
  const given = findExcess(args) ? args : args.map((arg) => replaceInstances(arg));
  const issues = validateArguments(method, given);
  const ignored = findIgnored(issues);
  const issue = issues.find(({ path, allowed }) => allowed === undefined && !isSurplus(path));
  if (issue !== undefined) throw createArgumentError(method, issue, ignored);
  for (const part of ignored) warn(describeIgnored(method, part));
  for (const warning of describeMisplaced(method, args)) warn(warning);
}

const factorOptions = { preferredMethod: 'phone', otpFallback: 'push-notification' };

/** Describes the options of factors that stand beside `type`, where they have no effect. */
function describeMisplaced(method: MethodName, args: readonly unknown[]): string[] {
  if (!method.startsWith('authentication.')) return [];
  const warnings = listRequested(method, args).flatMap((factor) =>
    Object.entries(factorOptions)
      .filter(([option]) => Reflect.get(factor, option) !== undefined)
      .map(([option, owner]) =>
        includesFactor([owner], factor)
          ? `api.${method} ignores "${option}" beside "type". Write { type: '${factor.type}', options: { ${option}: value } }.`
          : `api.${method} ignores "${option}": a factor of the type ${factor.type} has no such option.`,
      ),
  );
  return [...new Set(warnings)];
}

/** Finds the parts of the arguments that the platform ignores: unknown options, and the last of the arguments too many. */
function findIgnored(issues: readonly ValidationIssue[]): ValidationIssue[] {
  const surplus = issues.findLast(
    ({ path, received }) => isSurplus(path) && received !== undefined,
  );
  const unknown = issues.filter(({ allowed }) => allowed !== undefined);
  return surplus === undefined ? unknown : [...unknown, surplus];
}

/** Copies the default factor and the additional factors. The results of their `toJSON` methods must be factors too. */
export function copyChoice(
  factor: FactorSelector,
  options: ChallengeWithOptions | undefined,
): FactorSelector[] {
  const method = 'authentication.challengeWith';
  const favourite = copyArgument(method, '/factor', factor);
  const others = copyArgument(
    method,
    '/options/additionalFactors',
    options?.additionalFactors ?? [],
  );
  assertArguments(method, [favourite, { additionalFactors: others }]);
  return [favourite, ...others];
}

/** Copies a list of factors, which must not be empty. */
export function copyFactors(factors: readonly FactorSelector[]): FactorSelector[] {
  const method = 'authentication.challengeWithAny';
  if (factors.length === 0)
    throw createArgumentError(method, {
      path: '/factors',
      expected: 'at least one factor',
      received: factors,
    });
  const offered = copyArgument(method, '/factors', factors);
  assertArguments(method, [offered]);
  return [...offered];
}

/** The values of a form, as copies. */
export interface FormValues {
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly vars?: Readonly<Record<string, unknown>>;
}

/** Copies the fields and the variables of a form as JSON. */
export function copyForm({ fields, vars }: RenderOptions): FormValues {
  const method = 'prompt.render';
  const copy = {
    ...(fields && { fields: copyArgument(method, '/promptOptions/fields', fields) }),
    ...(vars && { vars: copyArgument(method, '/promptOptions/vars', vars) }),
  };
  assertArguments(method, ['', copy]);
  return copy;
}

/** Copies the payload of a token as JSON. */
export function copyPayload({ secret, payload }: EncodeTokenOptions): object {
  const method = 'redirect.encodeToken';
  const copy = copyArgument(method, '/options/payload', payload);
  assertArguments(method, [{ secret, payload: copy }]);
  return copy;
}

/** Copies an argument as JSON. The caller must check the copy: a `toJSON` method may return anything. */
function copyArgument<T extends object>(method: MethodName, path: string, value: T): T {
  return copyAsJson(getPurpose(method), path, value);
}

/** Throws a TypeError if a secret is empty. */
export function assertSecret(method: MethodName, secret: string): void {
  if (secret !== '') return;
  throw createArgumentError(method, {
    path: '/options/secret',
    expected: 'a non-empty string',
    received: secret,
  });
}

/** Throws a TypeError if a lifetime is not a positive integer. */
export function assertLifetime(method: MethodName, received: number): void {
  if (Number.isSafeInteger(received) && received > 0) return;
  throw createArgumentError(method, {
    path: '/options/expiresInSeconds',
    expected: 'a positive integer, in seconds',
    received,
  });
}
