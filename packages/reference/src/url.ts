import type { MethodName } from '@post-challenge/spec';
import { parsedUrl } from './argument-checks.ts';
import { parametersOf } from './parameters.ts';

/**
 * The URL with the query parameters added, each in place of those in the URL that have its name.
 *
 * The other parameters keep their bytes: reading and writing them again would change those that are not well-formed.
 */
export function urlWith(
  method: MethodName,
  url: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const result = parsedUrl(method, url);
  const kept = parametersOf(result).filter(({ name }) => !Object.hasOwn(query, name));
  const added = Object.entries(query).map((entry) => new URLSearchParams([entry]).toString());
  const parameters = [...kept.map(({ text }) => text), ...added];
  result.search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return result.href;
}
