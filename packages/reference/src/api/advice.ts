import type { MethodName, ValidationIssue } from '@post-challenge/spec';
import { factorTypes } from '@post-challenge/spec';
import { findInstance, writeReplacement } from './class-instance.ts';
import { getLastName, isSurplus } from './issue-path.ts';

/** The call to write if a method received other options, or more arguments than it has. */
const calls: Readonly<Record<MethodName, string>> = {
  'access.deny': 'deny(text) instead of deny(code, text): the first argument is the reason',
  'authentication.challengeWith':
    "challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] })",
  'authentication.challengeWithAny':
    "challengeWithAny([{ type: 'otp' }, { type: 'email' }]): the list holds all factors",
  'cache.get': 'get(key)',
  'cache.set': 'set(key, value, { ttl: 60_000 })',
  'cache.delete': 'delete(key)',
  'prompt.render': "render('ap_1', { fields: { name: value } })",
  'redirect.encodeToken':
    'encodeToken({ secret: event.secrets.REDIRECT_SECRET, payload: { name: value } })',
  'redirect.sendUserTo': 'sendUserTo(url, { query: { name: value } })',
  'redirect.validateToken': 'validateToken({ secret: event.secrets.REDIRECT_SECRET })',
  'transaction.setResultUrl': 'setResultUrl(url, { query: { name: value } })',
};

/** Advises on a known mistake in the arguments of a method; most issues need no advice. */
export function adviseArgument(method: MethodName, issue: ValidationIssue): string[] {
  // The replacement of an instance is enough.
  if (adviseInstance(issue).length > 0) return [];
  const advice =
    adviseSpelling(issue)[0] ??
    adviseFactor(method, issue) ??
    adviseQuery(method, issue) ??
    adviseOther(method, issue);
  return advice === undefined ? [] : [advice];
}

/** Advises on a class instance in place of a value of another type. */
export function adviseInstance({ path, expected, received, allowed }: ValidationIssue): string[] {
  const instance = findInstance(received);
  if (!instance || allowed !== undefined || isSurplus(path)) return [];
  const replacement = writeReplacement(instance, expected, getVariable(path));
  return replacement === undefined ? [] : [`Write ${replacement}.`];
}

/** Finds the allowed name that an unknown name abbreviates, or writes in another case or in the plural. */
export function adviseSpelling({ path, allowed = [] }: ValidationIssue): string[] {
  const letters = (name: string) => name.toLowerCase().replaceAll(/[^a-z]/g, '');
  const written = letters(getLastName(path));
  const meant = allowed.find(
    (name) =>
      [letters(name), `${letters(name)}s`].includes(written) ||
      (written.length >= 4 && letters(name).startsWith(written)),
  );
  return meant === undefined ? [] : [`Did you mean "${meant}"?`];
}

function getVariable(path: string): string {
  const name = getLastName(path);
  return isIdentifier(name) ? name : 'value';
}

function isIdentifier(name: string): boolean {
  return /^[A-Za-z_$][\w$]*$/.test(name);
}

function adviseFactor(
  method: MethodName,
  { path, expected, received }: ValidationIssue,
): string | undefined {
  if (path === '/factors' || expected === 'an array')
    return "Write a list, such as [{ type: 'otp' }, { type: 'phone' }].";
  if (path.endsWith('/type') && received === 'sms')
    return "Write { type: 'phone', options: { preferredMethod: 'sms' } } instead.";
  const isFactor = /^\/(factor|(factors|options\/additionalFactors)\/\d+)$/.test(path);
  if (isFactor) return "Write an object, such as { type: 'otp' }.";
  if (method !== 'authentication.challengeWith') return undefined;
  if (path === '/options' && Array.isArray(received)) return 'Write { additionalFactors: list }.';
  if (path !== '/options/type') return undefined;
  // Only the name of a factor is certain not to be confidential.
  const type = factorTypes.find((known) => known === received);
  return `Write { additionalFactors: [{ type: ${type === undefined ? 'value' : `'${type}'`} }] }.`;
}

function adviseQuery(
  method: MethodName,
  { path, allowed, received }: ValidationIssue,
): string | undefined {
  if (!/(sendUserTo|setResultUrl)$/.test(method)) return undefined;
  if (path === '/url' && typeof received === 'string')
    return "Write the whole URL, such as 'https://example.com/verify'.";
  if (/^\/options\/query\/./.test(path) && /^(number|boolean|bigint)$/.test(typeof received))
    return 'Convert it with String(value).';
  if (allowed === undefined) return undefined;
  const name = getLastName(path);
  return `Write a query parameter as { query: { ${isIdentifier(name) ? name : JSON.stringify(name)}: value } }.`;
}

function adviseOther(
  method: MethodName,
  { path, expected, received, allowed }: ValidationIssue,
): string | undefined {
  if (isSurplus(path) || path === '/options' || path === '/promptOptions')
    return `Write ${calls[method]}.`;
  if (method === 'prompt.render' && allowed !== undefined)
    return `Write a field as { fields: { ${getVariable(path)}: value } }.`;
  if (path === '/options/secret')
    return 'Pass a secret of the action, such as event.secrets.REDIRECT_SECRET.';
  if (method === 'cache.set' && path === '/value' && received !== undefined)
    return 'Convert it with JSON.stringify(value).';
  if (received !== undefined && expected === 'an object')
    return 'Write an object, such as { name: value }.';
  return undefined;
}
