import type { MethodName } from '@post-challenge/spec';
import { parsedUrl } from './argument-checks.ts';

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
  const kept = result.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !Object.hasOwn(query, nameOf(parameter)));
  const added = Object.entries(query).map((entry) => new URLSearchParams([entry]).toString());
  const parameters = [...kept, ...added];
  result.search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return result.href;
}

function nameOf(parameter: string): string {
  // The separator keeps a question mark that begins the name, which would be taken for the one that begins a query.
  const [name = ''] = new URLSearchParams(`&${parameter}`).keys();
  return name;
}
