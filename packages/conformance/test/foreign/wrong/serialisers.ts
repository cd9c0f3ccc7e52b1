import type { Json } from '@post-challenge/conformance';
import { type WrongEntry, wrong } from '../entry.ts';
import {
  filterMembers,
  mapArrays,
  mapLeaves,
  mapMembers,
  mapNumbers,
  mapParts,
  mapTexts,
  renameMembers,
} from '../habits.ts';
import type { Claims } from '../session.ts';

const CARRIES = ['redirect.encodeToken/carries-the-payload'] as const;
const RETURNED = ['redirect.validateToken/returns-the-payload'] as const;
const REGISTERED = new Set(['iat', 'exp', 'iss', 'sub', 'aud', 'ip', 'state']);

/** Changes the claims of the application as a server does that issues tokens. */
function issuing(name: string, change: (claims: Claims) => unknown): WrongEntry {
  return wrong(`issuing: ${name}`, CARRIES, (original) => ({
    stringifyClaims: (claims) => original.stringifyClaims(changeOwnClaims(claims, change)),
  }));
}

/** Changes the claims of the application as a server does that receives tokens. */
function receiving(name: string, change: (claims: Claims) => unknown): WrongEntry {
  return wrong(`receiving: ${name}`, RETURNED, (original) => ({
    validateToken: (options, execution) =>
      changeOwnClaims(original.validateToken(options, execution) as Claims, change),
  }));
}

/** Leaves the registered claims as they are, so that the token stays valid. */
function changeOwnClaims(claims: Claims, change: (claims: Claims) => unknown): Claims {
  const own = filterTopLevel(claims, (name) => !REGISTERED.has(name));
  const registered = filterTopLevel(claims, (name) => REGISTERED.has(name));
  return { ...registered, ...(change(own) as Claims) };
}

function filterTopLevel(claims: Claims, keeps: (name: string) => boolean): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => keeps(name)));
}

const isEmptyObject = (part: Json) => JSON.stringify(part) === '{}';

function cutDepth(value: Json, depth: number): Json {
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '[Object]';
  if (Array.isArray(value)) return value.map((item: Json) => cutDepth(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, cutDepth(member, depth - 1)]),
  );
}

/** Servers whose serialiser changes the payload of a token. */
export const serialisers: readonly WrongEntry[] = [
  issuing('numbers are whole, as in an integer column', (c) => mapNumbers(c, Math.trunc)),
  issuing('numbers have two decimals', (c) => mapNumbers(c, (n) => Number(n.toFixed(2)))),
  issuing('numbers are signed 32-bit integers if they are whole', (c) =>
    mapNumbers(c, (n) => (Number.isInteger(n) ? n | 0 : n)),
  ),
  issuing('numbers are floats of 32 bits', (c) => mapNumbers(c, Math.fround)),
  issuing('large numbers are written as text, to keep their digits', (c) =>
    mapNumbers(c, (n) => (Math.abs(n) > 0xff_ff_ff_ff ? String(n) : n)),
  ),
  issuing('empty objects become lists, as in PHP', (c) =>
    mapParts(c, (part) => (isEmptyObject(part) ? [] : part)),
  ),
  issuing('objects with the names 0, 1, … become lists, as in PHP', (c) =>
    mapParts(c, (part) => {
      if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
      const names = Object.keys(part);
      return names.length > 0 && names.every((name, i) => name === String(i))
        ? Object.values(part)
        : part;
    }),
  ),
  issuing('null is left out, as with NON_NULL in Java', (c) => filterMembers(c, (m) => m !== null)),
  issuing('false, 0 and "" are left out, as with omitempty in Go', (c) =>
    filterMembers(c, (m) => Boolean(m)),
  ),
  issuing('lists of one item are unwrapped, as in XML', (c) =>
    mapArrays(c, (items) => (items.length === 1 ? items[0] : items)),
  ),
  issuing('nested lists are flattened', (c) => mapArrays(c, (items) => items.flat())),
  issuing('lists are sets', (c) => mapArrays(c, (items) => [...new Set(items)])),
  issuing('null in lists is removed', (c) =>
    mapArrays(c, (items) => items.filter((item) => item !== null)),
  ),
  issuing('booleans are 0 and 1', (c) =>
    mapLeaves(c, (leaf) => (typeof leaf === 'boolean' ? Number(leaf) : leaf)),
  ),
  issuing('dates are normalised', (c) =>
    mapTexts(c, (text) =>
      /^\d{4}-\d\d-\d\d/.test(text) && !Number.isNaN(Date.parse(text))
        ? new Date(text).toISOString()
        : text,
    ),
  ),
  issuing('text that is a number becomes one', (c) =>
    mapTexts(c, (text) => (/^\d+$/.test(text) ? Number(text) : text)),
  ),
  issuing('text is escaped for HTML', (c) =>
    mapTexts(c, (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  ),
  issuing('text is normalised to NFC', (c) => mapTexts(c, (text) => text.normalize('NFC'))),
  issuing('text is cut after 255 characters', (c) => mapTexts(c, (text) => text.slice(0, 255))),
  issuing('text is trimmed', (c) => mapTexts(c, (text) => text.trim())),
  issuing('text is one byte a character', (c) =>
    mapTexts(c, (text) => Buffer.from(text, 'latin1').toString('latin1')),
  ),
  issuing('names are converted to snake case', (c) =>
    renameMembers(c, (name) => name.replaceAll(/[A-Z]/g, (l) => `_${l.toLowerCase()}`)),
  ),
  issuing('dots in names make nested objects', (c) =>
    mapMembers(c, (members) =>
      members.map(([name, member]) => {
        const [outer = '', ...inner] = name.split('.');
        return inner.length === 0 ? [name, member] : [outer, { [inner.join('.')]: member }];
      }),
    ),
  ),
  issuing('names with a leading underscore are private', (c) =>
    filterMembers(c, (_, name) => !name.startsWith('_')),
  ),
  issuing('an id becomes _id, as in MongoDB', (c) =>
    renameMembers(c, (name) => (name === 'id' ? '_id' : name)),
  ),
  issuing('objects below the third level are described', (c) => cutDepth(c, 3)),
  issuing('objects are only one level deep, as in a form', (c) => cutDepth(c, 1)),
  receiving('numbers are text, as in a map of texts', (c) => mapNumbers(c, String)),
  receiving('fractions are rounded', (c) => mapNumbers(c, Math.round)),
  receiving('lists and objects are JSON text', (c) =>
    Object.fromEntries(
      Object.entries(c).map(([name, claim]) => [
        name,
        typeof claim === 'object' && claim !== null ? JSON.stringify(claim) : claim,
      ]),
    ),
  ),
  receiving('dates are revived', (c) =>
    mapTexts(c, (text) => (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? new Date(text) : text)),
  ),
  receiving('names are converted to camel case', (c) =>
    renameMembers(c, (name) => name.replaceAll(/_([a-z])/g, (_, l: string) => l.toUpperCase())),
  ),
  receiving('claims that are named by a URL are dropped', (c) =>
    filterMembers(c, (_, name) => !name.includes('://')),
  ),
  receiving('null becomes text', (c) => mapLeaves(c, (leaf) => (leaf === null ? '' : leaf))),
  receiving('text that is JSON is parsed', (c) =>
    mapTexts(c, (text) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return text;
      }
    }),
  ),
  receiving('empty lists are null, as in Go', (c) =>
    mapArrays(c, (items) => (items.length === 0 ? null : items)),
  ),
  wrong('receiving: the registered claims are removed', RETURNED, (original) => ({
    validateToken: (options, execution) =>
      filterTopLevel(
        original.validateToken(options, execution) as Claims,
        (name) => !['iss', 'sub', 'aud', 'iat', 'exp'].includes(name),
      ),
  })),
  wrong('receiving: the claims are wrapped, beside the header', RETURNED, (original) => ({
    validateToken: (options, execution) => ({
      header: { alg: 'HS256' },
      payload: original.validateToken(options, execution),
    }),
  })),
  wrong('receiving: times are dates', RETURNED, (original) => ({
    validateToken: (options, execution) => {
      const claims = original.validateToken(options, execution) as Claims;
      return { ...claims, exp: new Date(Number(claims['exp']) * 1000).toISOString() };
    },
  })),
  wrong(
    'receiving: names of members of Object are dropped against prototype pollution',
    ['redirect.validateToken/member-names-are-claims'],
    (original) => ({
      validateToken: (options, execution) =>
        filterTopLevel(
          original.validateToken(options, execution) as Claims,
          (name) => !['__proto__', 'constructor', 'prototype'].includes(name),
        ),
    }),
  ),
];
