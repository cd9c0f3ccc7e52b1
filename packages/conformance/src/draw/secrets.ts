import fc from 'fast-check';
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
