import type {
  ChallengeWithOptions,
  EncodeTokenOptions,
  FactorSelector,
  MethodName,
  PostChallengeModule,
  ValidationIssue,
} from '@post-challenge/spec';
import { validateArguments } from '@post-challenge/spec';

const purposes: Readonly<Record<MethodName, string>> = {
  'access.deny': 'deny the transaction',
  'authentication.challengeWith': 'challenge the user',
  'authentication.challengeWithAny': 'challenge the user',
  'cache.get': 'get a record',
  'cache.set': 'set a record',
  'cache.delete': 'delete a record',
  'redirect.encodeToken': 'encode a token',
  'redirect.sendUserTo': 'redirect the user',
  'redirect.validateToken': 'validate the token',
  'transaction.setResultUrl': 'set the result URL',
};

/** Throws a TypeError if an argument does not have its type. */
export function assertArguments(method: MethodName, args: readonly unknown[]): void {
  const issues = validateArguments(method, args);
  // The issue of a surplus argument is the last one, and explains the issues of the arguments before it.
  if (issues.length > 0) throw createArgumentError(method, issues.at(-1) as ValidationIssue);
}

/** Copies the default factor and the additional factors. The results of their `toJSON` methods must be factors too. */
export function copyChoice(
  factor: FactorSelector,
  options: ChallengeWithOptions | undefined,
): FactorSelector[] {
  const method = 'authentication.challengeWith';
  assertArguments(method, [factor, options]);
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
  assertArguments(method, [factors]);
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

/** Copies the payload of a token as JSON. */
export function copyPayload({ secret, payload }: EncodeTokenOptions): object {
  const method = 'redirect.encodeToken';
  const copy = copyArgument(method, '/options/payload', payload);
  assertArguments(method, [{ secret, payload: copy }]);
  return copy;
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

/** Throws a TypeError if a handler of an action is not a function. */
export function assertHandlers(action: PostChallengeModule, index: number): void {
  const { onExecutePostChallenge, onContinuePostChallenge } = action;
  assertFunction(`/actions/${index}/onExecutePostChallenge`, onExecutePostChallenge);
  if (onContinuePostChallenge !== undefined)
    assertFunction(`/actions/${index}/onContinuePostChallenge`, onContinuePostChallenge);
}

function assertFunction(path: string, received: unknown): void {
  if (typeof received === 'function') return;
  throw createMisuseError(
    'create a runtime',
    { path, expected: 'an async function', received },
    [],
  );
}

/** Creates the error for a wrong argument of a method, with advice on known mistakes. */
export function createArgumentError(
  method: MethodName,
  issue: ValidationIssue,
  options?: ErrorOptions,
): TypeError {
  return createMisuseError(purposes[method], issue, adviseArgument(method, issue), options);
}

/** Creates an error that names the received value, the expected value and the remedy. */
export function createMisuseError(
  purpose: string,
  issue: ValidationIssue,
  advice: readonly string[],
  options?: ErrorOptions,
): TypeError {
  const sentences = [`Cannot ${purpose}: ${describeIssue(issue)}.`, ...advice];
  return new TypeError(sentences.join(' '), options);
}

function describeIssue(issue: ValidationIssue): string {
  const { path, expected, received, allowed } = issue;
  const name = formatPath(path);
  if (allowed !== undefined) return describeUnknown(path, allowed);
  if (isSurplus(path))
    return `received ${Number(path.slice(1)) + 1} arguments, expected ${expected}`;
  if (received === undefined && expected === 'a value') return `${name} is required`;
  return `${name} is ${describeReceived(issue)}, expected ${expected}`;
}

function describeUnknown(path: string, allowed: readonly string[]): string {
  const name = formatPath(path);
  const [, option] = /^options\.([^.[]+)$/.exec(name) ?? [];
  const unknown = option === undefined ? `member ${name}` : `option "${option}"`;
  return `unknown ${unknown}. Allowed: ${allowed.map((member) => `"${member}"`).join(', ')}`;
}

/** Tells whether a path leads to an argument beyond the last parameter, which has an index instead of a name. */
function isSurplus(path: string): boolean {
  return /^\/\d+$/.test(path);
}

/** Copies an argument as JSON. The caller must check the copy: a `toJSON` method may return anything. */
function copyArgument<T extends object>(method: MethodName, path: string, value: T): T {
  return copyAsJson(purposes[method], path, value);
}

/**
 * Copies data by a JSON round trip.
 *
 * Under Jest the objects that `structuredClone` makes belong to another realm: they fail `instanceof` and strict equality.
 */
export function copyJson<T>(data: T): T {
  return JSON.parse(JSON.stringify(data)) as T;
}

/** Copies a value as JSON, or throws an error for the user if JSON cannot express it. */
export function copyAsJson<T>(
  purpose: string,
  path: string,
  value: T,
  advice: readonly string[] = [],
): T {
  try {
    return copyJson(value);
  } catch (cause) {
    const expected = 'a value that JSON can express';
    throw createMisuseError(purpose, { path, expected, received: value }, advice, { cause });
  }
}

/** Formats a JSON Pointer as JavaScript would write it: `factors[0].type`. */
function formatPath(path: string): string {
  const [first = '', ...members] = path.slice(1).split('/');
  return members.reduce(
    (name, member) => name + (/^\d+$/.test(member) ? `[${member}]` : `.${unescapePointer(member)}`),
    first,
  );
}

function unescapePointer(member: string): string {
  return member.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** The paths whose values a message may quote; other values may hold a secret, a token or personal data. */
const quotablePaths =
  /^\/(factors?|options\/(additionalFactors|ttl|expires_at|expiresInSeconds)|transaction\/(version|status|nextAction)|input\/(completes\/type|returns\/method))(\/|$)/;

function describeReceived({ path, received }: ValidationIssue): string {
  const isQuotable = quotablePaths.test(path);
  if (isQuotable && typeof received === 'string') return JSON.stringify(received);
  if (isQuotable && typeof received === 'number') return String(received);
  if (received === undefined || received === null) return String(received);
  if (received === '') return 'an empty string';
  if (Array.isArray(received)) return received.length === 0 ? 'an empty array' : 'an array';
  return typeof received === 'object' ? 'an object' : `a ${typeof received}`;
}

function adviseArgument(method: MethodName, { path, received }: ValidationIssue): string[] {
  if (method === 'access.deny' && isSurplus(path))
    return ['Write deny(text) instead of deny(code, text).'];
  if (method === 'authentication.challengeWithAny' && path === '/factors')
    return ["Write a list, such as [{ type: 'otp' }, { type: 'phone' }]."];
  if (path.endsWith('/type') && received === 'sms')
    return ["Write { type: 'phone', options: { preferredMethod: 'sms' } } instead."];
  const isFactor = /^\/(factor|(factors|options\/additionalFactors)\/\d+)$/.test(path);
  if (isFactor && typeof received !== 'object')
    return ["Write an object, such as { type: 'otp' }."];
  if (/(sendUserTo|setResultUrl)$/.test(method) && /^\/options\/(?!query(\/|$))/.test(path))
    return ['Write query parameters as { query: { name: value } }.'];
  if (path === '/url' && typeof received === 'string')
    return ["Write the whole URL, such as 'https://example.com/verify'."];
  if (path === '/options/secret')
    return ['Pass a secret of the action, such as event.secrets.REDIRECT_SECRET.'];
  if (method === 'cache.set' && path === '/value' && received !== undefined)
    return ['Convert it with JSON.stringify(value).'];
  return [];
}
