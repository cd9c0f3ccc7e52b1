import type { Edition, MethodName, ValidationIssue } from '@post-challenge/spec';
import { adviseArgument, adviseInstance } from './advice.ts';
import { findInstance, getClassName, hasInheritedMembers } from './class-instance.ts';
import { editionTraits } from './editions.ts';
import { formatPath } from './issue-path.ts';

const purposes: Readonly<Record<MethodName, string>> = {
  'access.deny': 'deny the transaction',
  'authentication.challengeWith': 'challenge the user',
  'authentication.challengeWithAny': 'challenge the user',
  'cache.get': 'get a record',
  'cache.set': 'set a record',
  'cache.delete': 'delete a record',
  'prompt.render': 'render a form',
  'redirect.encodeToken': 'encode a token',
  'redirect.sendUserTo': 'redirect the user',
  'redirect.validateToken': 'validate the token',
  'transaction.setResultUrl': 'set the result URL',
};

/** Lists the namespaces of the `api` object of an edition. */
export function listNamespaces(edition: Edition): string[] {
  const names = new Set(Object.keys(purposes).map((method) => method.split('.')[0] ?? ''));
  return [...names].filter((name) => name !== 'prompt' || editionTraits[edition].hasPrompt);
}

/** Lists the methods of a namespace. */
export function listMethods(namespace: string): string[] {
  const methods = Object.keys(purposes).filter((method) => method.startsWith(`${namespace}.`));
  return methods.map((method) => `api.${method}`);
}

/** Returns the purpose of a method, which follows "cannot" in a message. */
export function getPurpose(method: MethodName): string {
  return purposes[method];
}

/** Creates the error for a wrong argument of a method, with advice on known mistakes. The ignored parts often explain it. */
export function createArgumentError(
  method: MethodName,
  issue: ValidationIssue,
  ignored: readonly ValidationIssue[] = [],
): TypeError {
  const advice = [
    ...adviseArgument(method, issue),
    ...ignored.map((part) => describeIgnored(method, part)),
  ];
  return createMisuseError(purposes[method], issue, advice);
}

/** Describes a part of the arguments that a method ignores, with the remedy. */
export function describeIgnored(method: MethodName, issue: ValidationIssue): string {
  const { path, expected, allowed } = issue;
  const part =
    allowed === undefined
      ? describeSurplus(Number(path.slice(1)) + 1, expected)
      : `the ${describeUnknown(path, allowed)}`;
  return [`api.${method} ignores ${part}.`, ...adviseArgument(method, issue)].join(' ');
}

function describeSurplus(received: number, expected: string): string {
  const surplus = received - Number(/\d+/.exec(expected));
  const ignored = surplus === 1 ? 'an argument' : `${surplus} arguments`;
  return `${ignored}: received ${received} arguments, expected ${expected}`;
}

/** Creates an error that names the received value, the expected value and the remedy. */
export function createMisuseError(
  purpose: string,
  issue: ValidationIssue,
  advice: readonly string[],
  options?: ErrorOptions,
): TypeError {
  const sentences = [
    `Cannot ${purpose}: ${describeIssue(issue)}.`,
    ...adviseInstance(issue),
    ...advice,
  ];
  return new TypeError(sentences.join(' '), options);
}

function describeIssue(issue: ValidationIssue): string {
  const { path, expected, received, allowed } = issue;
  const name = formatPath(path);
  if (allowed !== undefined) return describeUnknown(path, allowed);
  if (received === undefined && expected === 'a value') return `${name} is required`;
  const wanted = findInstance(received) && expected === 'an object' ? 'a plain object' : expected;
  return `${name} is ${describeReceived(issue)}, expected ${wanted}`;
}

function describeUnknown(path: string, allowed: readonly string[]): string {
  const name = formatPath(path);
  const [, option] = /^options\.([^.[]+)$/.exec(name) ?? [];
  const unknown = option === undefined ? `member ${name}` : `option "${option}"`;
  return `unknown ${unknown}. Allowed: ${allowed.map((member) => `"${member}"`).join(', ')}`;
}

function describeInstance(instance: object): string {
  if (hasInheritedMembers(instance)) return 'an object with inherited members';
  const name = getClassName(instance);
  return name === '' ? 'a class instance' : `an instance of ${name}`;
}

/** The paths whose values a message may quote; other values may hold a secret, a token or personal data. */
const quotablePaths =
  /^\/(edition|factors?|tenant\/factors|options\/(additionalFactors|ttl|expires_at|expiresInSeconds)|transaction\/(version|status|nextAction)|input\/(completes\/type|(returns|request)\/method))(\/|$)/;

function describeReceived({ path, received }: ValidationIssue): string {
  const instance = findInstance(received);
  if (instance) return describeInstance(instance);
  const isQuotable = quotablePaths.test(path);
  if (isQuotable && typeof received === 'string') return JSON.stringify(received);
  if (isQuotable && typeof received === 'number') return String(received);
  if (received === undefined || received === null) return String(received);
  if (received === '') return 'an empty string';
  if (Array.isArray(received)) return received.length === 0 ? 'an empty array' : 'an array';
  return typeof received === 'object' ? 'an object' : `a ${typeof received}`;
}
