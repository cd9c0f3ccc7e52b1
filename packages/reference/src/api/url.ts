import type { MethodName } from '@post-challenge/spec';
import { createArgumentError } from './arguments.ts';

/**
 * Adds query parameters to a URL. An added parameter replaces the parameters of the same name.
 *
 * The other parameters keep their bytes: to parse and write them again would change malformed parameters.
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
  // The setter removes one question mark from the start of the text.
  result.search = parameters.length === 0 ? '' : `?${parameters.join('&')}`;
  return result.href;
}

/** Parses an absolute URL with the scheme https or http. */
function parseUrl(method: MethodName, url: string): URL {
  const path = '/url';
  if (!URL.canParse(url))
    throw createArgumentError(method, { path, expected: 'an absolute URL', received: url });
  const result = new URL(url);
  if (result.protocol === 'https:' || result.protocol === 'http:') return result;
  throw createArgumentError(method, {
    path,
    expected: 'a URL with the scheme https or http',
    received: url,
  });
}

function readName(parameter: string): string {
  // Without the separator, URLSearchParams would remove a question mark from the start of the name.
  const [name = ''] = new URLSearchParams(`&${parameter}`).keys();
  return name;
}
