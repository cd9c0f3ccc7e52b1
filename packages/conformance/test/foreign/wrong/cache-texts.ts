import type { Replacement } from '../emulator.ts';
import { type WrongEntry, wrong } from '../entry.ts';
import type { CacheRecord } from '../session.ts';

const KEYS = ['cache.get/keys-are-exact', 'cache/behaves-as-its-model'] as const;
const VALUES = ['cache.get/values-are-exact', 'cache.get/returns-the-value'] as const;

/** Stores records under another key. */
function mapKey(change: (key: string) => string): Replacement {
  return () => ({ getStoreKey: change });
}

/** Stores another value. */
function mapValue(change: (value: string) => unknown): Replacement {
  return (original) => ({
    packRecord: (record) =>
      original.packRecord({ ...record, value: change(record.value) as string }),
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** Tells whether a text matches a pattern of SQL LIKE. */
function isLike(text: string, pattern: string): boolean {
  const [first = '', ...rest] = Array.from(pattern);
  if (pattern === '') return text === '';
  if (first === '%')
    return Array.from({ length: text.length + 1 }).some((_, i) =>
      isLike(text.slice(i), rest.join('')),
    );
  return (
    text !== '' && (first === '_' || first === text[0]) && isLike(text.slice(1), rest.join(''))
  );
}

/** Stores that change keys and values. */
export const cacheTexts: readonly WrongEntry[] = [
  wrong(
    'keys are collated without case',
    KEYS,
    mapKey((key) => key.toLowerCase()),
  ),
  wrong(
    'keys are collated without accents',
    KEYS,
    mapKey((key) => key.normalize('NFD').replaceAll(/\p{M}/gu, '')),
  ),
  wrong(
    'keys are padded, so that spaces at the end do not count',
    KEYS,
    mapKey((key) => key.trimEnd()),
  ),
  wrong(
    'keys are normalised to NFKC',
    KEYS,
    mapKey((key) => key.normalize('NFKC')),
  ),
  wrong(
    'keys are decoded as in a URL',
    KEYS,
    mapKey((key) => {
      try {
        return decodeURIComponent(key);
      } catch {
        return key;
      }
    }),
  ),
  wrong(
    'keys are paths of files',
    KEYS,
    mapKey((key) => new URL(`file:///${key.replaceAll(/[?#]/g, escape)}`).pathname),
  ),
  wrong(
    'a slash at the end of a key does not count',
    KEYS,
    mapKey((key) => key.replace(/(.)\/$/, '$1')),
  ),
  wrong(
    'keys are names of files, with odd characters as underscores',
    KEYS,
    mapKey((key) => key.replaceAll(/[^\w.-]/g, '_')),
  ),
  wrong(
    'keys are cut after 32 bytes',
    KEYS,
    mapKey((key) => Buffer.from(key).subarray(0, 32).toString('hex')),
  ),
  wrong(
    'keys are hashed to the sum of their characters',
    KEYS,
    mapKey((key) => String(Array.from(key).reduce((sum, c) => sum + (c.codePointAt(0) ?? 0), 0))),
  ),
  wrong(
    'keys that are numbers are numbers',
    KEYS,
    mapKey((key) => (/^[\d.]+$/.test(key) ? String(Number(key)) : key)),
  ),
  wrong(
    'white space in keys is collapsed',
    KEYS,
    mapKey((key) => key.replaceAll(/\s+/g, ' ')),
  ),
  wrong(
    'keys are ISO 8859-1, and other characters become question marks',
    KEYS,
    mapKey((key) => key.replaceAll(/[^\0-\u{ff}]/gu, '?')),
  ),
  wrong(
    'keys lose what follows a colon, which separates name spaces',
    KEYS,
    mapKey((key) => key.split(':')[0] ?? ''),
  ),
  wrong(
    'keys lose characters that are not shown',
    KEYS,
    mapKey((key) => key.replaceAll(/\p{Cf}|\p{Cc}/gu, '')),
  ),
  wrong(
    'keys end at a NUL, as in C',
    KEYS,
    mapKey((key) => key.split('\0')[0] ?? ''),
  ),
  wrong('keys are patterns of LIKE', KEYS, (original, host) => ({
    readRecord: (key) => {
      const found = [...host.records.keys()].find((name) => isLike(name, key));
      return original.readRecord(host.records.has(key) ? key : (found ?? key));
    },
  })),
  wrong('keys are patterns of a glob', KEYS, (original, host) => ({
    readRecord: (key) => {
      const prefix = key.endsWith('*') ? key.slice(0, -1) : undefined;
      const found = [...host.records.keys()].find(
        (name) => prefix !== undefined && name.startsWith(prefix),
      );
      return original.readRecord(host.records.has(key) ? key : (found ?? key));
    },
  })),
  wrong(
    'a dictionary in JavaScript holds the records',
    ['cache.get/member-names-are-keys', 'cache.get/absent-when-never-set'],
    (original, host) => {
      const dictionary: Record<string, CacheRecord> = {};
      return {
        getFromCache: (key) => {
          const record = dictionary[key];
          return record && record.expires_at <= host.now() ? undefined : record;
        },
        writeRecord: (key, record) => {
          dictionary[key] = record;
          original.writeRecord(key, record);
        },
        removeRecord: (key) => delete dictionary[key] && original.removeRecord(key),
      };
    },
  ),
  wrong(
    'a delete writes the value of another key of the same length',
    ['cache.delete/leaves-other-keys', ...KEYS],
    (original, host) => ({
      removeRecord: (key) => {
        const removed = original.readRecord(key);
        const isFound = original.removeRecord(key);
        const other = [...host.records.keys()].find((name) => name.length === key.length);
        if (removed && other !== undefined) host.writeRecord(other, removed);
        return isFound;
      },
    }),
  ),
  wrong(
    'values that are JSON are stored as JSON',
    VALUES,
    mapValue((value) => {
      const parsed = parseJson(value);
      return typeof parsed === 'object' ? JSON.stringify(parsed) : value;
    }),
  ),
  wrong(
    'values that are numbers are stored as numbers',
    VALUES,
    mapValue((value) =>
      /^[\d.eE+-]+$/.test(value) && !Number.isNaN(Number(value)) ? String(Number(value)) : value,
    ),
  ),
  wrong(
    'values in quotation marks lose them',
    VALUES,
    mapValue((value) => value.replace(/^"(.*)"$/s, '$1')),
  ),
  wrong(
    'values are trimmed',
    VALUES,
    mapValue((value) => value.trim()),
  ),
  wrong(
    'a line break at the end of a value is chopped',
    VALUES,
    mapValue((value) => value.replace(/\r?\n$/, '')),
  ),
  wrong(
    'line breaks are normalised',
    VALUES,
    mapValue((value) => value.replaceAll(/\r\n?/g, '\n')),
  ),
  wrong(
    'values end at a NUL',
    VALUES,
    mapValue((value) => value.split('\0')[0]),
  ),
  wrong(
    'values are normalised to NFC',
    VALUES,
    mapValue((value) => value.normalize('NFC')),
  ),
  wrong(
    'values are stored in three bytes a character',
    VALUES,
    mapValue((value) => value.replaceAll(/[\u{10000}-\u{10ffff}]/gu, '�')),
  ),
  wrong(
    'a byte order mark is removed from values',
    VALUES,
    mapValue((value) => value.replace(/^\u{feff}/u, '')),
  ),
  wrong(
    'backslashes are unescaped',
    VALUES,
    mapValue((value) => value.replaceAll(/\\(.)/g, '$1')),
  ),
  wrong(
    'values are decoded as in a form',
    VALUES,
    mapValue((value) => {
      try {
        return decodeURIComponent(value.replaceAll('+', ' '));
      } catch {
        return value;
      }
    }),
  ),
  wrong(
    'values are inserted by a replacement pattern',
    VALUES,
    mapValue((value) => '{}'.replace('{}', value)),
  ),
  wrong(
    'values are escaped for HTML',
    VALUES,
    mapValue((value) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;')),
  ),
  wrong(
    'values that look like base64 are decoded',
    VALUES,
    mapValue((value) => {
      const decoded = Buffer.from(value, 'base64');
      const isBase64 = value.length >= 8 && decoded.toString('base64') === value;
      return isBase64 && /^[ -~]*$/.test(decoded.toString()) ? decoded.toString() : value;
    }),
  ),
  wrong(
    'quotation marks in values are doubled',
    VALUES,
    mapValue((value) => value.replaceAll("'", "''")),
  ),
  wrong(
    'names in braces are replaced',
    VALUES,
    mapValue((value) => value.replaceAll(/\$\{(\w+)\}/g, '')),
  ),
  wrong(
    'values over 1000 characters are cut',
    [...VALUES, 'cache.set/accepts-a-large-value'],
    mapValue((value) => value.slice(0, 1000)),
  ),
  wrong(
    'values lose half of a pair that is cut by a buffer',
    VALUES,
    mapValue(
      (value) =>
        value
          .match(/.{1,255}/gs)
          ?.map((part) => Buffer.from(part).toString())
          .join('') ?? '',
    ),
  ),
];
