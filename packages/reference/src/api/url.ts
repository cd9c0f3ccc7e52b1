import type { MethodName } from '@post-challenge/spec';
import { createArgumentError } from './misuse.ts';

/**
 * Adds query parameters to a URL. An added parameter replaces the parameters of the same name, and one that is `undefined` is absent.
 *
 * The other parameters keep their bytes: to parse and write them again would change malformed parameters.
 */
export function addQuery(
  method: MethodName,
  url: string,
  query: Readonly<Record<string, string | undefined>> = {},
): string {
  const given = Object.entries(query).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const names = new Set(given.map(([name]) => name));
  const result = parseUrl(method, url);
  const kept = result.search
    .slice(1)
    .split('&')
    .filter((parameter) => parameter !== '' && !names.has(readName(parameter)));
  const added = given.map((entry) => new URLSearchParams([entry]).toString());
  const all = [...kept, ...added];
  // The setter removes one question mark from the start of the text.
  result.search = all.length === 0 ? '' : `?${all.join('&')}`;
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
