import type { JsonObject } from '@post-challenge/conformance';
import type { Replacement } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';

const KEEPS = [
  'redirect.sendUserTo/keeps-the-url',
  'transaction.setResultUrl/keeps-the-url',
] as const;
const ENCODES = [
  'redirect.sendUserTo/encodes-the-query',
  'transaction.setResultUrl/encodes-the-query',
  'redirect.sendUserTo/adds-the-query',
  'transaction.setResultUrl/adds-the-query',
] as const;
const STATE = [
  'redirect.sendUserTo/carries-state',
  'redirect.sendUserTo/resumes-the-same-action',
  'redirect.sendUserTo/keeps-the-url',
] as const;

/** Builds the URL, then changes it. */
function changeUrl(change: (url: URL) => void): Replacement {
  return (original) => ({
    addQuery: (text, query) => {
      const url = new URL(original.addQuery(text, query));
      change(url);
      return url.href;
    },
  });
}

/** Changes the text of the URL before the query is added. */
function changeText(change: (text: string) => string): Replacement {
  return (original) => ({ addQuery: (text, query) => original.addQuery(change(text), query) });
}

/** Adds the query in another way. */
function buildQuery(join: (pairs: [string, string][], url: URL) => string): Replacement {
  return (original) => ({
    addQuery: (text, query) => {
      const pairs = Object.entries(query ?? {}).map(
        ([name, value]) => [name, String(value)] as [string, string],
      );
      return pairs.length === 0 ? original.addQuery(text) : join(pairs, new URL(text));
    },
  });
}

/** Appends text to the query of a URL. */
function appendSearch(url: URL, text: string): string {
  const { origin, pathname, search, hash } = url;
  return `${origin}${pathname}${search === '' ? '?' : `${search}&`}${text}${hash}`;
}

/** Changes the pairs that are added. */
function changeQuery(change: (query: JsonObject) => object): Replacement {
  return (original) => ({
    addQuery: (text, query) => original.addQuery(text, query && (change(query) as JsonObject)),
  });
}

/** Servers that build URLs. */
export const urls: readonly WrongEntry[] = [
  wrong(
    'the port is dropped',
    KEEPS,
    changeUrl((url) => void (url.port = '')),
  ),
  wrong(
    'the fragment is dropped',
    KEEPS,
    changeUrl((url) => void (url.hash = '')),
  ),
  wrong(
    'the path is written in lower case',
    KEEPS,
    changeUrl((url) => {
      url.pathname = url.pathname.toLowerCase();
    }),
  ),
  wrong(
    'encoded slashes in the path are decoded',
    KEEPS,
    changeText((text) => text.replaceAll(/%2f/gi, '/')),
  ),
  wrong(
    'double slashes in the path are collapsed',
    KEEPS,
    changeUrl((url) => {
      url.pathname = url.pathname.replaceAll(/\/{2,}/g, '/');
    }),
  ),
  wrong(
    'a slash at the end of the path is removed',
    KEEPS,
    changeUrl((url) => {
      url.pathname = url.pathname.replace(/(.)\/$/, '$1');
    }),
  ),
  wrong(
    'a slash is added to the path',
    KEEPS,
    changeUrl((url) => {
      if (!/\.|\/$/.test(url.pathname)) url.pathname += '/';
    }),
  ),
  wrong(
    'parameters of the path after a semicolon are dropped, as in Java',
    KEEPS,
    changeUrl((url) => {
      url.pathname = url.pathname.replaceAll(/;[^/]*/g, '');
    }),
  ),
  wrong(
    'the path is encoded twice',
    KEEPS,
    changeUrl((url) => {
      url.pathname = url.pathname.replaceAll('%', '%25');
    }),
  ),
  wrong(
    'the extension of a file in the path is dropped',
    KEEPS,
    changeUrl((url) => {
      url.pathname = url.pathname.replace(/\.(html?|php|aspx?|jsp)$/, '');
    }),
  ),
  wrong(
    'www. is removed from the host',
    KEEPS,
    changeUrl((url) => {
      url.hostname = url.hostname.replace(/^www\./, '');
    }),
  ),
  wrong(
    'only the last two labels of the host are kept',
    KEEPS,
    changeUrl((url) => {
      if (!/^[\d.]+$|\[/.test(url.hostname))
        url.hostname = url.hostname.split('.').slice(-2).join('.');
    }),
  ),
  wrong(
    'the last of a repeated parameter is kept',
    KEEPS,
    changeUrl((url) => {
      const last = Object.fromEntries(url.searchParams);
      url.search = new URLSearchParams(last).toString();
    }),
  ),
  wrong(
    'parameters without a value are dropped',
    KEEPS,
    changeUrl((url) => {
      const pairs = Array.from(url.searchParams).filter(([, value]) => value !== '');
      url.search = new URLSearchParams(pairs).toString();
    }),
  ),
  wrong(
    'parameters for tracking are removed',
    KEEPS,
    changeUrl((url) => {
      const pairs = Array.from(url.searchParams).filter(
        ([name]) => !/^utm_|^(gclid|fbclid|ref)$/.test(name),
      );
      url.search = new URLSearchParams(pairs).toString();
    }),
  ),
  wrong(
    'plus signs in the query of the URL become literal',
    KEEPS,
    changeText((text) => text.replace(/\?[^#]*/, (search) => search.replaceAll('+', '%2B'))),
  ),
  wrong(
    'the query of the URL is decoded once',
    KEEPS,
    changeText((text) =>
      text.replace(/\?[^#]*/, (search) =>
        search.replaceAll(/%(26|3d|2b|25|23)/gi, decodeURIComponent),
      ),
    ),
  ),
  wrong(
    'a parameter is cut at its second equals sign',
    KEEPS,
    changeText((text) =>
      text.replace(/\?[^#]*/, (search) => search.replaceAll(/([?&][^=&]*=[^=&]*)=[^&]*/g, '$1')),
    ),
  ),
  wrong(
    'semicolons in the query separate parameters',
    KEEPS,
    changeText((text) => text.replace(/\?[^#]*/, (search) => search.replaceAll(';', '&'))),
  ),
  wrong(
    'names of parameters in the URL are written in lower case',
    KEEPS,
    changeText((text) =>
      text.replace(/\?[^#]*/, (search) =>
        search.replaceAll(
          /([?&])([^=&]*)/g,
          (_, sign: string, name: string) => sign + name.toLowerCase(),
        ),
      ),
    ),
  ),
  wrong(
    'URLs are cut after 255 characters',
    KEEPS,
    changeText((text) => text.slice(0, 255)),
  ),
  wrong('a URL with a query is not given another', [...ENCODES, ...STATE], (original) => ({
    addQuery: (text, query) => original.addQuery(text, text.includes('?') ? {} : query),
  })),
  wrong('the given query replaces the one of the URL', KEEPS, (original) => ({
    addQuery: (text, query) =>
      original.addQuery(
        query && Object.keys(query).length > 0 && query['state'] === undefined
          ? text.replace(/\?[^#]*/, '')
          : text,
        query,
      ),
  })),
  wrong(
    'the query is added after the fragment',
    [...ENCODES, ...KEEPS],
    buildQuery(
      (pairs, { href }) =>
        `${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams(pairs).toString()}`,
    ),
  ),
  wrong(
    'the query is added with a second question mark',
    [...ENCODES, ...KEEPS],
    buildQuery((pairs, url) => {
      const { origin, pathname, search, hash } = url;
      return `${origin}${pathname}${search}?${new URLSearchParams(pairs).toString()}${hash}`;
    }),
  ),
  wrong(
    'added values are not encoded',
    ENCODES,
    buildQuery((pairs, url) =>
      appendSearch(url, pairs.map(([name, value]) => `${name}=${value}`).join('&')),
    ),
  ),
  wrong(
    'added values are encoded with escape()',
    ENCODES,
    buildQuery((pairs, url) =>
      appendSearch(
        url,
        pairs
          .map((pair) =>
            pair
              .map((text) => Buffer.from(text, 'latin1').toString('latin1'))
              .map(encodeURIComponent)
              .join('='),
          )
          .join('&'),
      ),
    ),
  ),
  wrong(
    'added values are encoded with encodeURI',
    ENCODES,
    buildQuery((pairs, url) =>
      appendSearch(
        url,
        pairs.map(([name, value]) => `${encodeURI(name)}=${encodeURI(value)}`).join('&'),
      ),
    ),
  ),
  wrong(
    'added values are encoded twice',
    ENCODES,
    changeQuery((query) =>
      Object.fromEntries(
        Object.entries(query).map(([name, value]) => [name, encodeURIComponent(String(value))]),
      ),
    ),
  ),
  wrong(
    'plus signs in added values are left, and so read as spaces',
    ENCODES,
    buildQuery((pairs, url) =>
      appendSearch(url, new URLSearchParams(pairs).toString().replaceAll('%2B', '+')),
    ),
  ),
  wrong(
    'parameters are joined with &amp;',
    ENCODES,
    buildQuery((pairs, url) =>
      appendSearch(url, pairs.map((pair) => pair.map(encodeURIComponent).join('=')).join('&amp;')),
    ),
  ),
  wrong(
    'added parameters without a value are dropped',
    ENCODES,
    changeQuery((query) =>
      Object.fromEntries(Object.entries(query).filter(([, value]) => value !== '')),
    ),
  ),
  wrong(
    'only one parameter is added',
    ENCODES,
    changeQuery((query) => Object.fromEntries(Object.entries(query).slice(0, 1))),
  ),
  wrong(
    'added names are written in lower case',
    ENCODES,
    changeQuery((query) =>
      Object.fromEntries(Object.entries(query).map(([name, value]) => [name.toLowerCase(), value])),
    ),
  ),
  wrong(
    'added values are cut after 100 characters',
    ENCODES,
    changeQuery((query) =>
      Object.fromEntries(
        Object.entries(query).map(([name, value]) => [name, String(value).slice(0, 100)]),
      ),
    ),
  ),
  wrong('the state is added after the fragment', STATE, () => ({
    addState: (url, state) => `${url}${url.includes('?') ? '&' : '?'}state=${state}`,
  })),
  wrong('the state is base64 and added without encoding', STATE, (original) => ({
    createState: (session) =>
      Buffer.from(original.createState(session), 'hex').toString('base64').replace(/^./, '+'),
    addState: (url, state) => appendSearch(new URL(url), `state=${state}`),
  })),
  wrong('the state replaces the query', STATE, () => ({
    addState: (url, state) => {
      const changed = new URL(url);
      changed.search = `?state=${state}`;
      return changed.href;
    },
  })),
];
