import fc from 'fast-check';
import { chunk } from './chunk.ts';
import { label } from './identities.ts';
import { preferOrdinary } from './ordinary.ts';
import { controlTexts, trickyTexts } from './tricky-texts.ts';
import { trickyPairs } from './key-pairs.ts';
import { parameterNames } from './names.ts';
import { anyText, longTexts, word } from './text.ts';

const host = preferOrdinary(
  ['verify.example.com', 'app.example.org', 'www.eu.verify.example.com'],
  fc
    .array(label, { minLength: 1, maxLength: 4 })
    .map((labels) => `${labels.join('.')}.example.com`),
  1,
);

const port = preferOrdinary(['', ':8443'], fc.constantFrom(':443', ':3000', ':65535', ':80'), 1);

/** Parts of paths that have no encoding. */
const plainSegment = preferOrdinary(
  ['verify', 'v1.2', 'index.html'],
  fc.oneof(fc.constantFrom('~user', 'a-b_c', '.well-known', 'A', '0'), word(1, 8)),
);

/** Parts of paths whose encoding has one meaning only. */
const segment = preferOrdinary(
  ['verify', 'v1.2', 'index.html'],
  fc.constantFrom(
    'a%20b',
    'a%2Fb',
    'caf%C3%A9',
    '%F0%9F%98%80',
    '100%25',
    'a%26b',
    'a%23b',
    'a%3Fb',
    'a,b',
    '@me',
    'a:b',
    'a;v=1',
    'a+b',
    "o'brien",
    '(1)',
  ),
);

function createPath(segment: fc.Arbitrary<string>, odd: readonly string[]): fc.Arbitrary<string> {
  const joined = fc
    .tuple(fc.array(segment, { minLength: 1, maxLength: 4 }), fc.constantFrom('', '/'))
    .map(([segments, end]) => `/${segments.join('/')}${end}`);
  return preferOrdinary(
    ['/', '/verify', ''],
    fc.oneof({ weight: 4, arbitrary: joined }, { weight: 1, arbitrary: fc.constantFrom(...odd) }),
  );
}

const LONG_PATH = `/${'long-path/'.repeat(60)}end`;

const origin = fc.tuple(host, port).map(([name, number]) => `https://${name}${number}`);

/** An absolute https URL without query, fragment and encoded characters. */
export const plainUrl = fc
  .tuple(origin, createPath(plainSegment, [LONG_PATH]))
  .map((parts) => parts.join(''));

const encodedUrl = fc
  .tuple(origin, createPath(segment, [LONG_PATH, '/a//b']))
  .map((parts) => parts.join(''));

/** Queries of URLs that parsers and builders change. */
const trickyQueries = [
  'a=1&a=2',
  'a=2&a=1&b=3&a=1',
  'a=&b=',
  'flag',
  'flag&a=1',
  'a=b+c',
  'a=b%20c',
  'a=b%2Bc',
  'a=b%26c%3Dd',
  'a=b%23c',
  'a%5B%5D=1&a%5B%5D=2',
  'a[]=1&a[]=2',
  'a[b]=1',
  'a.b=1',
  'A=1&a=2',
  'a=caf%C3%A9',
  'a=%F0%9F%98%80',
  'a=b=c',
  'a=100%25',
  'next=https%3A%2F%2Fapp.example.com%2F%3Fb%3Dc%26d%3De%23f',
  'next=/home?tab=1',
  'a=1;b=2',
  'a=%3Cb%3E&b=%22%27',
  '0=a&1=b',
  `token=${'0123456789abcdef'.repeat(64)}`,
];

const fragments = ['#top', '#/route?a=b&c=d', '#a=b&c=d', '#a%20b', '#!/home', '#a/b:c@d'];

/** Writes a URL with parameters in the two usual encodings: a space is a plus sign, or is percent-encoded. */
function writeQueries(parameters: [name: string, value: string][]): string[] {
  const encoded = parameters.map((parameter) => parameter.map(encodeURIComponent).join('='));
  return [
    `https://verify.example.com/?${new URLSearchParams(parameters).toString()}`,
    `https://verify.example.com/?${encoded.join('&')}`,
  ];
}

/** A URL for each query and fragment that implementations often change. */
export const trickyUrls: readonly string[] = [
  ...trickyQueries.map((query) => `https://verify.example.com/?${query}`),
  ...fragments.map((fragment) => `https://verify.example.com/${fragment}`),
  'https://verify.example.com',
  'https://verify.example.com?a=1',
  'https://verify.example.com#top',
  'https://Verify.Example.COM/Path?Query=A#Top',
  'https://verify.example.com:8443/a/b?a=1#top',
  'https://verify.example.com:443/',
  'https://a.b.c.d.example.com/v1.2/file.name/',
  'https://www.verify.example.com/account/verify.html?a=1',
  'https://verify.example.com/index.php',
  'https://verify.example.com/a%2Fb/c%20d/100%25',
  `https://verify.example.com${LONG_PATH}`,
];

/** URLs with several parameters each: every known name, and every text that implementations often change. */
export const crowdedUrls: readonly string[] = [
  ...chunk(parameterNames, 32).map((names) =>
    names.map((name, number): [string, string] => [name, `${number}`]),
  ),
  ...chunk(trickyTexts, 24).map((texts) =>
    texts.map((text, number): [string, string] => [`p${number}`, text]),
  ),
].flatMap(writeQueries);

const query = preferOrdinary(
  ['', '?a=1', '?lang=en&page=2'],
  fc.oneof(
    fc.constantFrom(...trickyQueries).map((text) => `?${text}`),
    fc
      .array(fc.tuple(word(1, 4), word(0, 4)), { minLength: 1, maxLength: 4 })
      .map((members) => `?${String(new URLSearchParams(members))}`),
  ),
);

const fragment = preferOrdinary(['', '#top'], fc.constantFrom('', ...fragments), 1);

/** An absolute https URL. None of its parameters is named `state`. */
export const url = fc
  .oneof(
    { withCrossShrink: true },
    { weight: 1, arbitrary: fc.constant('https://verify.example.com/') },
    { weight: 3, arbitrary: fc.constantFrom(...trickyUrls) },
    {
      weight: 6,
      arbitrary: fc.tuple(encodedUrl, query, fragment).map((parts) => parts.join('')),
    },
  )
  .filter((text) => !new URL(text).searchParams.has('state'));

const plainNames = parameterNames.filter((name) => /^\w+$/.test(name));

/** Query parameters whose values have letters and digits. */
export const plainQuery = drawQuery(
  fc.oneof(
    { weight: 3, arbitrary: word(1, 4) },
    { weight: 1, arbitrary: fc.constantFrom(...plainNames) },
  ),
  word(0, 4),
);

/** Checks whether a text can be the name of a parameter: the language reserves names that begin with `$`. */
function isName(text: string): boolean {
  return text !== '' && !text.startsWith('$');
}

/** Query parameters of any characters. */
export const trickyQuery = drawQuery(anyText(24).filter(isName), anyText(400));

/** Query parameters with each text that implementations often change: as a value, and as a name. */
export const trickyParameters: readonly Readonly<Record<string, string>>[] = [
  ...[...chunk([...trickyTexts, ...controlTexts], 16), ...chunk(longTexts, 4)].map((texts) =>
    Object.fromEntries(texts.map((text, number) => [`p${number}`, text])),
  ),
  ...chunk([...parameterNames, ...trickyTexts, ...trickyPairs.flat()].filter(isName), 16).map(
    (names) => Object.fromEntries(names.map((name, number) => [name, `${number}`])),
  ),
  { long: 'long value '.repeat(100) },
  { empty: '' },
];

function drawQuery(name: fc.Arbitrary<string>, value: fc.Arbitrary<string>) {
  return fc
    .uniqueArray(
      fc.tuple(
        name.filter((text) => text !== 'state'),
        value,
      ),
      {
        minLength: 1,
        maxLength: 4,
        selector: ([text]) => text,
      },
    )
    .map((members) => Object.fromEntries(members));
}
