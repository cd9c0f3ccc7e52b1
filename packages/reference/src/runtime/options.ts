import type { ValidationIssue } from '@post-challenge/spec';
import { editions, validate } from '@post-challenge/spec';
import { adviseInstance, adviseSpelling } from '../api/advice.ts';
import { findInstance } from '../api/class-instance.ts';
import { createMisuseError } from '../api/misuse.ts';
import type { Environment } from './execution.ts';

/** The options of a user, which may have any type. */
type Unchecked<T> = { readonly [Name in keyof T]?: unknown };

/** Throws a TypeError if the options of `createRuntime` are not valid, apart from the handlers. */
export function assertRuntimeOptions(options: Unchecked<Environment & { actions: unknown }>): void {
  const expectOption = createExpectation('create a runtime');
  const call = 'createRuntime({ actions: [action] })';
  expectOption('/options', options, isPlain(options), 'an object', call);
  assertNames('create a runtime', options, ['actions', ...environmentNames]);
  const { actions } = options;
  expectOption('/actions', actions, Array.isArray(actions), 'an array', call);
  for (const [index, action] of (actions as unknown[]).entries())
    expectOption(`/actions/${index}`, action, Object(action) === action, 'an object', call);
  expectEnvironment(options, expectOption);
}

/** Throws a TypeError if the options of `createPostChallenge` are not valid, apart from the members of the event. */
export function assertPostChallengeOptions(
  options: Unchecked<Environment & { event: unknown }>,
): void {
  const expectOption = createExpectation('create the api object');
  const call = 'createPostChallenge({ event })';
  expectOption('/options', options, isPlain(options), 'an object', call);
  assertNames('create the api object', options, ['event', ...environmentNames]);
  expectOption('/event', options.event, isObject(options.event), 'an object', call);
  expectEnvironment(options, expectOption);
}

const environmentNames: readonly (keyof Environment)[] = ['clock', 'tenant', 'cache', 'onWarning'];

/** Throws a TypeError if the name of an option is misspelt. Other unknown names are ignored: callers pass options on. */
export function assertNames(purpose: string, options: object, allowed: readonly string[]): void {
  for (const [name, received] of Object.entries(options)) {
    if (received === undefined || allowed.includes(name)) continue;
    const issue = { path: `/options/${name}`, expected: 'no such option', received, allowed };
    const advice = adviseSpelling(issue);
    if (advice.length > 0) throw createMisuseError(purpose, issue, advice);
  }
}

type Expect = (
  path: string,
  received: unknown,
  isValid: boolean,
  expected: string,
  example: string,
) => void;

function createExpectation(purpose: string): Expect {
  return (path, received, isValid, expected, example) => {
    if (isValid) return;
    const issue: ValidationIssue = {
      path,
      expected: received === undefined ? 'a value' : expected,
      received,
    };
    const advice = adviseInstance(issue).length > 0 ? [] : [`Write ${example}.`];
    throw createMisuseError(purpose, issue, advice);
  };
}

function expectEnvironment(
  { edition, clock, tenant, cache, onWarning }: Unchecked<Environment>,
  expectOption: Expect,
): void {
  const known: readonly unknown[] = editions;
  const isEdition = edition === undefined || known.includes(edition);
  const expected = editions.map((one) => `"${one}"`).join(' or ');
  expectOption('/edition', edition, isEdition, expected, "{ edition: '2026' }");
  const isClock = clock === undefined || hasMethods(clock, ['now']);
  expectOption('/clock', clock, isClock, 'a clock', '{ now: () => milliseconds }');
  // A map has methods of the same names, which do not return the results of a cache.
  const isCache = hasMethods(cache, ['get', 'set', 'delete']) && !(cache instanceof Map);
  expectOption('/cache', cache, cache === undefined || isCache, 'a cache', 'createCache()');
  const isReceiver = onWarning === undefined || typeof onWarning === 'function';
  expectOption('/onWarning', onWarning, isReceiver, 'a function', '(warning) => { … }');
  if (tenant !== undefined) expectTenant(tenant, expectOption);
}

function expectTenant(tenant: unknown, expectOption: Expect): void {
  const example = "{ factors: ['otp'] }";
  expectOption('/tenant', tenant, isObject(tenant), 'an object', example);
  const { factors } = tenant as { readonly factors?: unknown };
  expectOption('/tenant/factors', factors, Array.isArray(factors), 'an array', example);
  for (const [index, factor] of (factors as unknown[]).entries()) {
    const [issue] = validate('FactorType', factor);
    const expected = issue?.expected ?? '';
    expectOption(`/tenant/factors/${index}`, factor, issue === undefined, expected, example);
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPlain(value: unknown): boolean {
  return isObject(value) && !findInstance(value);
}

function hasMethods(value: unknown, names: readonly string[]): boolean {
  const members = Object(value) as Readonly<Record<string, unknown>>;
  return names.every((name) => typeof members[name] === 'function');
}
