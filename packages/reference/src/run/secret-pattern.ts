import { SecretMatcher } from './secret-matcher.ts';

/**
 * Creates matchers that find a secret in every form of these, also if they are nested or mixed: as it is, percent-encoded,
 * form-encoded, escaped as in JSON or by `util.inspect`, in base64 and in base64url, alone or inside a longer text.
 */
export function createSecretMatchers(secret: string): SecretMatcher[] {
  // Patterns of one backslash each, in a row, could match a run of them in very many ways.
  const characters = secret.match(/\\+|[^]/gu) ?? [];
  return [
    new SecretMatcher({ characters, toPattern: matchCharacter, escapesLetters: true }),
    ...matchBase64(secret),
  ];
}

const shortEscapes: Readonly<Record<string, string>> = {
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
  '\b': 'b',
  '\f': 'f',
  '\v': 'v',
  '\0': '0',
};

/** The percent sign of an escape, which escapes of escapes lengthen. */
const PERCENT = '%(?:25){0,3}';

/** A backslash, which may be percent-encoded. */
const BACKSLASH = String.raw`(?:\\|${PERCENT}5[cC])`;

/** The backslashes of an escape: escapes of escapes double them. Without a limit, a long run of them would take quadratic time. */
const ESCAPE = `${BACKSLASH}{1,8}`;

/** Matches a character, or a run of backslashes, in all its forms. */
function matchCharacter(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  const short = shortEscapes[character];
  return `(?:${[
    ...matchPlain(character),
    ...encodings(character).map((bytes) =>
      bytes.map((byte) => `${PERCENT}${matchHex(byte, 2)}`).join(''),
    ),
    units.map((unit) => `(?:${ESCAPE}|${PERCENT})u${matchHex(unit, 4)}`).join(''),
    ...(units.every((unit) => unit < 256)
      ? [units.map((unit) => `${ESCAPE}x${matchHex(unit, 2)}`).join('')]
      : []),
    ...(short === undefined ? [] : [`${ESCAPE}${short}`]),
  ].join('|')})`;
}

function matchPlain(character: string): string[] {
  if (character === ' ') return [' ', String.raw`\+`, `${PERCENT}2[bB]`];
  // An inspected error is indented.
  if (character === '\n') return [String.raw`\r?\n[ \t]*`];
  if (character.startsWith('\\'))
    return [`${BACKSLASH}{${character.length},${8 * character.length}}`];
  if (/["'`/]/.test(character)) {
    const hex = matchHex(character.charCodeAt(0), 2);
    return [`(?:${ESCAPE})?(?:${character.replace('/', String.raw`\/`)}|${PERCENT}${hex})`];
  }
  return [character.replaceAll(/[$()*+.?[\]^{|}]/gu, String.raw`\$&`)];
}

/** Returns the bytes of a character in UTF-8, and in Latin-1 if they differ. */
function encodings(text: string): number[][] {
  const utf8 = [...Buffer.from(text)];
  const latin1 = [...Buffer.from(text, 'latin1')];
  const hasLatin1 =
    latin1.length === text.length && Buffer.from(latin1).toString('latin1') === text;
  return hasLatin1 && utf8.length !== latin1.length ? [utf8, latin1] : [utf8];
}

function matchHex(value: number, digits: number): string {
  const text = value.toString(16).padStart(digits, '0');
  return text.replaceAll(/[a-f]/gu, (digit) => `[${digit}${digit.toUpperCase()}]`);
}

const BASE64 = String.raw`[\w+/\-]`;

/** Matches the base64 of a secret at each of its three positions, with the characters that it shares with its neighbours. */
function matchBase64(secret: string): SecretMatcher[] {
  return encodings(secret).flatMap((bytes) =>
    [0, 1, 2].map((offset) => {
      const text = Buffer.concat([Buffer.alloc(offset), Buffer.from(bytes)]).toString('base64');
      const whole = text.slice(
        Math.ceil((offset * 8) / 6),
        Math.floor(((offset + bytes.length) * 8) / 6),
      );
      return new SecretMatcher({
        characters: [...whole],
        toPattern: matchDigit,
        escapesLetters: false,
        before: offset === 0 ? '' : `${BASE64}?`,
        after: `${BASE64}?(?:=|${PERCENT}3[dD])*`,
      });
    }),
  );
}

/** Matches a digit of base64 or base64url, percent-encoded if need be. */
function matchDigit(digit: string): string {
  if (digit === '+') return `(?:[+\\-]|${PERCENT}2[bB])`;
  if (digit === '/') return `(?:(?:${ESCAPE})?\\/|_|${PERCENT}2[fF])`;
  return digit;
}
