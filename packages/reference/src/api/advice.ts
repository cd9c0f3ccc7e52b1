import type { MethodName, ValidationIssue } from '@post-challenge/spec';
import { findInstance, writePlainObject } from './class-instance.ts';
import { getLastName, isSurplus } from './issue-path.ts';

/** Advises on a known mistake in the arguments of a method; most issues need no advice. */
export function adviseArgument(method: MethodName, issue: ValidationIssue): string[] {
  const advice =
    adviseFactor(method, issue) ?? adviseQuery(method, issue) ?? adviseOther(method, issue);
  return advice === undefined ? [] : [advice];
}

/** Advises on a class instance in place of a plain object. */
export function adviseInstance({ path, expected, received }: ValidationIssue): string[] {
  const instance = findInstance(received);
  return instance && /^an? (plain )?object$/.test(expected)
    ? [`Write ${writePlainObject(instance, getVariable(path))}.`]
    : [];
}

function getVariable(path: string): string {
  const name = getLastName(path);
  return isIdentifier(name) ? name : 'value';
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

function adviseFactor(method: MethodName, { path, received }: ValidationIssue): string | undefined {
  if (method === 'authentication.challengeWithAny' && path === '/factors')
    return "Write a list, such as [{ type: 'otp' }, { type: 'phone' }].";
  if (path.endsWith('/type') && received === 'sms')
    return "Write { type: 'phone', options: { preferredMethod: 'sms' } } instead.";
  const isFactor = /^\/(factor|(factors|options\/additionalFactors)\/\d+)$/.test(path);
  if (isFactor && !findInstance(received)) return "Write an object, such as { type: 'otp' }.";
  if (method === 'authentication.challengeWith' && path === '/options' && Array.isArray(received))
    return 'Write { additionalFactors: list }.';
  return undefined;
}

function adviseQuery(
  method: MethodName,
  { path, allowed, received }: ValidationIssue,
): string | undefined {
  if (!/(sendUserTo|setResultUrl)$/.test(method)) return undefined;
  if (findInstance(received) instanceof URL) return 'Write url.href.';
  if (path === '/url' && typeof received === 'string')
    return "Write the whole URL, such as 'https://example.com/verify'.";
  if (/^\/options\/query\/./.test(path) && received !== null && typeof received !== 'object')
    return 'Convert it with String(value).';
  if (allowed === undefined) return undefined;
  const name = getLastName(path);
  return `Write a query parameter as { query: { ${isIdentifier(name) ? name : JSON.stringify(name)}: value } }.`;
}

function adviseOther(
  method: MethodName,
  { path, expected, received }: ValidationIssue,
): string | undefined {
  if (method === 'access.deny' && isSurplus(path))
    return 'Write deny(text) instead of deny(code, text): the first argument is the reason.';
  if (path === '/options/secret')
    return 'Pass a secret of the action, such as event.secrets.REDIRECT_SECRET.';
  if (method === 'cache.set' && path === '/value' && received !== undefined)
    return 'Convert it with JSON.stringify(value).';
  if (Array.isArray(received) && expected === 'an object')
    return 'Write an object, such as { name: value }.';
  return undefined;
}
