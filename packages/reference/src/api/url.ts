import type { MethodName } from '@post-challenge/spec';
import { createArgumentError } from './arguments.ts';

/**
 * The URL with the query parameters added, each in place of those in the URL that have its name.
 *
 * The other parameters keep their bytes: reading and writing them again would change those that are not well-formed.
 */
export function addQuery(
  method: MethodName,
  url: string,
  query: Readonly<Record<string, string>> = {},
): string {
  const result = parseUrl(method, url);
  const kept = result.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !Object.hasOwn(query, readName(parameter)));
  const added = Object.entries(query).map((entry) => new URLSearchParams([entry]).toString());
  const parameters = [...kept, ...added];
  // The setter takes away a question mark that begins the text.
  result.search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return result.href;
}

/** The URL of a text, which has to be one that a browser can be sent to. */
function parseUrl(method: MethodName, url: string): URL {
  const path = '/url';
  if (!URL.canParse(url))
    throw createArgumentError(method, { path, expected: 'an absolute URL', received: url });
  const result = new URL(url);
  if (result.protocol === 'https:' || result.protocol === 'http:') return result;
  throw createArgumentError(method, {
    path,
    expected: 'a URL that begins with https: or http:',
    received: url,
  });
}

function readName(parameter: string): string {
  // The separator keeps a question mark that begins the name, which would be taken for the one that begins a query.
  const [name = ''] = new URLSearchParams(`&${parameter}`).keys();
  return name;
}
