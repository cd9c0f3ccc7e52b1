import { type MethodName, type ValidationIssue, validateArguments } from '@post-challenge/spec';

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
  if (faults.length > 0) throw misuse(method, faults.at(-1) as ValidationIssue);
}

/** The error for a wrong argument of a method, and for known mistakes what to write instead. */
export function misuse(
  method: MethodName,
  fault: ValidationIssue,
  options?: ErrorOptions,
): TypeError {
  return misuseError(purposes[method], fault, adviceOn(method, fault), options);
}

/** The error that says what was received, what was expected, and what to do. */
export function misuseError(
  purpose: string,
  fault: ValidationIssue,
  advice: readonly string[],
  options?: ErrorOptions,
): TypeError {
  const problem = `${nameOf(fault.path)} is ${receivedIn(fault)}, expected ${fault.expected}.`;
  return new TypeError([`Cannot ${purpose}: ${problem}`, ...advice].join(' '), options);
}

/** A copy, as data, of an argument that is kept or becomes part of a token. What `toJSON` makes of it is yet to be checked. */
export function copyOf<T extends object>(method: MethodName, path: string, value: T): T {
  return dataOf(purposes[method], path, value);
}

/** A copy of a value as data. */
export function dataOf<T>(
  purpose: string,
  path: string,
  value: T,
  advice: readonly string[] = [],
): T {
  try {
    return JSON.parse(JSON.stringify(value)) as T;
  } catch (cause) {
    const expected = 'something that JSON can express';
    throw misuseError(purpose, { path, expected, received: value }, advice, { cause });
  }
}

/** A JSON Pointer as code would write it: `factors[0].type`. */
function nameOf(path: string): string {
  const [first = '', ...members] = path.slice(1).split('/');
  if (/^\d+$/.test(first)) return `argument ${Number(first) + 1}`;
  return members.reduce(
    (name, member) => name + (/^\d+$/.test(member) ? `[${member}]` : `.${unescaped(member)}`),
    first,
  );
}

function unescaped(member: string): string {
  return member.replaceAll('~1', '/').replaceAll('~0', '~');
}

/** What may be printed as it was received; anything else may hold a secret, a token or personal data. */
const harmless =
  /^\/(factors?|options\/(additionalFactors|ttl|expires_at|expiresInSeconds)|transaction\/(version|status|nextAction)|input\/(completes\/type|returns\/method))(\/|$)/;

function receivedIn({ path, received }: ValidationIssue): string {
  if (harmless.test(path) && typeof received === 'string') return JSON.stringify(received);
  if (harmless.test(path) && typeof received === 'number') return String(received);
  if (received === undefined || received === null) return String(received);
  if (received === '') return 'an empty string';
  if (Array.isArray(received)) return received.length === 0 ? 'an empty array' : 'an array';
  return typeof received === 'object' ? 'an object' : `a ${typeof received}`;
}

function adviceOn(method: MethodName, { path, received }: ValidationIssue): string[] {
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
