import fc from 'fast-check';
import { swapCase } from '../language/swap-case.ts';
import { preferOrdinary } from './ordinary.ts';
import { ascii, word } from './text.ts';

/** A secret of 37 bytes. */
export const ORDINARY_SECRET = 'a secret of at least thirty-two bytes';

const lines = `${'MIIBVQIBADANBgkqhkiG9w0BAQEFAASCAT8wggE7AgEAAkEAq7BFUpkG/lS0QwID\n'.repeat(3)}AQ==`;

/** Secrets that change if they are trimmed, decoded, cut or taken for a file. HMAC hashes those of more than 64 bytes first. */
export const trickySecrets = [
  'x'.repeat(64),
  'x'.repeat(65),
  `${'x'.repeat(72)} and more than seventy-two bytes`,
  `a secret of more than sixty-four bytes: ${'0123456789'.repeat(12)}`,
  ` ${ORDINARY_SECRET}`,
  `${ORDINARY_SECRET} `,
  `${ORDINARY_SECRET}\n`,
  '0123456789abcdef0123456789abcdef',
  '0123456789ABCDEF0123456789abcdef0123456789abcdef0123456789abcdef',
  'c2VjcmV0IG9mIHRoaXJ0eS10d28gYnl0ZXMgb3IgbW9yZQ==',
  'base64:c2VjcmV0IG9mIHRoaXJ0eS10d28gYnl0ZXMgb3I=',
  // Libraries refuse the label of a real key, since it must not be used with HS256.
  `-----BEGIN SECRET-----\n${lines}\n-----END SECRET-----\n`,
  `"${ORDINARY_SECRET}"`,
  `{"secret":"${ORDINARY_SECRET}"}`,
  `\${SECRET}%SECRET%\\n&<>'"${'x'.repeat(16)}`,
  `env:${'a'.repeat(32)}`,
] as const;

/** A secret of at least 32 bytes, of printable ASCII and sometimes of several lines. */
export const secret = preferOrdinary(
  [ORDINARY_SECRET, 'kD8fJq2LxW5vTz7RbN3mYc9HgP4sVu6E', '5f2b8c7d9e1a4036b8d7c6e5f4a39281'],
  fc.oneof(
    fc.constantFrom(...trickySecrets),
    fc
      .tuple(ascii(0, 4), ascii(0, 4))
      .map(([before, after]) => `${before}${'a'.repeat(32)}${after}`),
    word(32, 64),
    word(65, 160),
  ),
);

/** Changes one character of a text in one way, at each place at which the change has an effect. */
function changeEachCharacter(text: string, change: (character: string) => string): string[] {
  return Array.from({ length: text.length }, (_, place) => {
    const character = text.charAt(place);
    return `${text.slice(0, place)}${change(character)}${text.slice(place + 1)}`;
  });
}

/** Lists texts near a secret: one character changed, swapped or left out, a part of it, more than it, and other forms of it. */
export function listNearSecrets(secret: string): string[] {
  const middle = Math.floor(secret.length / 2);
  const [first, second] = [secret.slice(0, middle), secret.slice(middle)];
  const near = [
    ...changeEachCharacter(secret, (character) => (character === 'x' ? 'y' : 'x')),
    ...changeEachCharacter(secret, swapCase),
    ...[0, middle, secret.length].flatMap((place) =>
      ['x', ' ', '=', '\u00a0', '\u200b', '\ufeff'].map(
        (more) => `${secret.slice(0, place)}${more}${secret.slice(place)}`,
      ),
    ),
    ...[' ', '  ', '\n', '\r\n', '\t', 'é', '€', first, secret].map((more) => `${secret}${more}`),
    ...[1, 2, 3, 8].flatMap((count) => [secret.slice(0, -count), secret.slice(count)]),
    ...[8, 16, 20, 24, 31, 32, 40, 48, 56, 63, 64, 72, 128].map((size) => secret.slice(0, size)),
    `${first}${second.slice(1)}`,
    `${second}${first}`,
    [...secret].toReversed().join(''),
    [...secret].toSorted().join(''),
    secret.toUpperCase(),
    secret.toLowerCase(),
    swapCase(secret),
    secret.trim(),
    secret.replaceAll(/\s/g, ''),
    secret.replaceAll(/\s/g, '  '),
    secret.replaceAll(/\W/g, ''),
    secret.replaceAll(/\W/g, '_'),
    secret.replace('e', 'é'),
    secret.replace('e', 'e\u0301'),
    secret.replace('a', 'а'),
    secret.replace('a', 'ａ'),
    secret.replace(/[0O]/, (character) => (character === '0' ? 'O' : '0')),
    `"${secret}"`,
    `${secret}:`,
    encodeURIComponent(secret),
    ...(['base64', 'base64url', 'hex'] as const).map((form) => Buffer.from(secret).toString(form)),
    ...(['base64', 'hex'] as const).map((form) => Buffer.from(secret, form).toString('latin1')),
  ];
  return [...new Set(near)].filter((other) => other !== secret);
}
