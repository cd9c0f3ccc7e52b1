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
  'access.deny': 'deny the attempt',
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

/** Throws where an argument is not of its type. */
export function assertArguments(method: MethodName, args: readonly unknown[]): void {
  const faults = validateArguments(method, args);
  // A surplus argument comes last, and explains the faults of those before it.
  if (faults.length > 0) throw createArgumentError(method, faults.at(-1) as ValidationIssue);
}

/** A copy of the favourite factor, and of those to choose from; what `toJSON` makes of them has to be factors too. */
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

/** A copy of a list of factors, which has to hold one at least. */
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

/** A copy of the claims that an action adds to a token, as JSON has them. */
export function copyPayload({ secret, payload }: EncodeTokenOptions): object {
  const method = 'redirect.encodeToken';
  const members = copyArgument(method, '/options/payload', payload);
  assertArguments(method, [{ secret, payload: members }]);
  return members;
}

/** Throws where a secret is empty. */
export function assertSecret(method: MethodName, secret: string): void {
  if (secret !== '') return;
  throw createArgumentError(method, {
    path: '/options/secret',
    expected: 'a string that is not empty',
    received: secret,
  });
}

/** Throws where a lifetime is no whole number of seconds, or none at all. */
export function assertLifetime(method: MethodName, received: number): void {
  if (Number.isSafeInteger(received) && received > 0) return;
  throw createArgumentError(method, {
    path: '/options/expiresInSeconds',
    expected: 'a positive integer',
    received,
  });
}

/** Throws where a handler of an action is no function. */
export function assertHandlers(action: PostChallengeModule, index: number): void {
  const { onExecutePostChallenge, onContinuePostChallenge } = action;
  assertFunction(`/actions/${index}/onExecutePostChallenge`, onExecutePostChallenge);
  if (onContinuePostChallenge !== undefined)
    assertFunction(`/actions/${index}/onContinuePostChallenge`, onContinuePostChallenge);
}

function assertFunction(path: string, received: unknown): void {
  if (typeof received === 'function') return;
  throw createMisuseError('make a runtime', { path, expected: 'an async function', received }, []);
}

/** The error for a wrong argument of a method, and for known mistakes what to write instead. */
export function createArgumentError(
  method: MethodName,
  fault: ValidationIssue,
  options?: ErrorOptions,
): TypeError {
  return createMisuseError(purposes[method], fault, adviseArgument(method, fault), options);
}

/** The error that says what was received, what was expected, and what to do. */
export function createMisuseError(
  purpose: string,
  fault: ValidationIssue,
  advice: readonly string[],
  options?: ErrorOptions,
): TypeError {
  const problem = `${formatPath(fault.path)} is ${describeReceived(fault)}, expected ${fault.expected}.`;
  return new TypeError([`Cannot ${purpose}: ${problem}`, ...advice].join(' '), options);
}

/** A copy, as data, of an argument that is kept or becomes part of a token. What `toJSON` makes of it is yet to be checked. */
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

/** A copy of a value as data. */
export function copyAsJson<T>(
  purpose: string,
  path: string,
  value: T,
  advice: readonly string[] = [],
): T {
  try {
    return copyJson(value);
  } catch (cause) {
    const expected = 'something that JSON can express';
    throw createMisuseError(purpose, { path, expected, received: value }, advice, { cause });
  }
}

/** A JSON Pointer as code would write it: `factors[0].type`. */
function formatPath(path: string): string {
  const [first = '', ...members] = path.slice(1).split('/');
  if (/^\d+$/.test(first)) return `argument ${Number(first) + 1}`;
  return members.reduce(
    (name, member) => name + (/^\d+$/.test(member) ? `[${member}]` : `.${unescapePointer(member)}`),
    first,
  );
}

function unescapePointer(member: string): string {
  return member.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What may be printed as it was received; anything else may hold a secret, a token or personal data. */
const harmless =
  /^\/(factors?|options\/(additionalFactors|ttl|expires_at|expiresInSeconds)|transaction\/(version|status|nextAction)|input\/(completes\/type|returns\/method))(\/|$)/;

function describeReceived({ path, received }: ValidationIssue): string {
  if (harmless.test(path) && typeof received === 'string') return JSON.stringify(received);
  if (harmless.test(path) && typeof received === 'number') return String(received);
  if (received === undefined || received === null) return String(received);
  if (received === '') return 'an empty string';
  if (Array.isArray(received)) return received.length === 0 ? 'an empty array' : 'an array';
  return typeof received === 'object' ? 'an object' : `a ${typeof received}`;
}

function adviseArgument(method: MethodName, { path, received }: ValidationIssue): string[] {
  if (method === 'access.deny' && path === '/1')
    return ['Write deny(text) instead of deny(code, text).'];
  if (method === 'authentication.challengeWithAny' && path === '/factors')
    return ["Write a list, such as [{ type: 'otp' }, { type: 'phone' }]."];
  if (path.endsWith('/type') && received === 'sms')
    return ["Write { type: 'phone', options: { preferredMethod: 'sms' } } instead."];
  if (/(sendUserTo|setResultUrl)$/.test(method) && /^\/options\/(?!query(\/|$))/.test(path))
    return ['Write query parameters below query: { query: { name: value } }.'];
  return [];
}
