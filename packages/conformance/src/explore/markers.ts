import { createHash } from 'node:crypto';

/** The site of an attacker. Nobody can register a name of this top-level domain. */
export const ATTACKER = 'attacker-7f3e.test';

/** An address of the attacker. */
export const ATTACK_URL = `https://${ATTACKER}/`;

/** The part of the name of a host that somebody can register. */
const REGISTERED = /[^.]+\.(?:(?:ac|co|com|gov|net|org)\.[a-z]{2}|[^.]+)$/;

/** The form of a drawn secret or setting. Nothing but the code of the action says which form it needs. */
export const valueForms = [
  'word',
  'url',
  'number',
  'json',
  'hex',
  'base64',
  'host',
  'email',
  'flag',
] as const;

/** The form of a drawn secret or setting. */
export type ValueForm = (typeof valueForms)[number];

/** Guesses the form of a secret or setting from its name. */
export function guessForm(name: string): ValueForm {
  if (/ur[il]s?$|endpoint|webhook|issuer|origin|link/i.test(name)) return 'url';
  if (/json|mapping|rules$/i.test(name)) return 'json';
  if (/domain|host/i.test(name)) return 'host';
  if (/e_?mail|recipient|sender/i.test(name)) return 'email';
  if (
    /max|min(?:imum|utes)|limit|count|seconds|hours|days|ttl|timeout|lifetime|duration|threshold|port$|attempts|score|_ms$/i.test(
      name,
    )
  )
    return 'number';
  if (/^(?:is|has|enable|disable|allow_|debug)|enabled$|disabled$/i.test(name)) return 'flag';
  return 'word';
}

/** Creates the value of a secret or setting. The same name has the same value in every run. */
export function createValue(name: string, form: ValueForm): string {
  const hash = createHash('sha256').update(name).digest();
  const word = createMarker(name);
  const values: Readonly<Record<ValueForm, string>> = {
    word,
    url: `https://${word.toLowerCase()}.example.com/`,
    // Only a name that speaks of a number tells that it is a small one.
    number: isDuration(name) || guessForm(name) !== 'number' ? '1000' : '3',
    json: JSON.stringify({ key: word }),
    hex: hash.toString('hex'),
    base64: hash.toString('base64'),
    host: `${word.toLowerCase()}.example.com`,
    email: `${word.toLowerCase()}@example.com`,
    flag: 'true',
  };
  return values[form];
}

/** Whether a name says that its value is a duration in milliseconds, or in no unit. The cache takes 1000 as milliseconds, seconds or minutes. */
function isDuration(name: string): boolean {
  return (
    /ttl|timeout|lifetime|duration|_ms$/i.test(name) &&
    !/(?:sec(?:ond)?|min(?:ute)?|hour|day)s?$/i.test(name)
  );
}

/** Creates a word of 32 letters and digits that occurs nowhere else. */
function createMarker(name: string): string {
  const hash = createHash('sha512').update(`marker ${name}`).digest('base64');
  return `k${hash.replaceAll(/[^A-Za-z0-9]/g, '')}`.slice(0, 32);
}

/** The shortest part of a secret that counts as the secret: a shorter one also occurs by chance. */
const SHORTEST_PART = 10;

/** Checks whether a text holds a secret, or a part of it: as it is, percent-encoded, in base64 or in hexadecimal. */
export function holdsSecret(text: string, secret: string): boolean {
  if (secret.length < 8) return false;
  return listDecodings(text).some((decoded) => sharesPart(decoded, secret));
}

function sharesPart(text: string, secret: string): boolean {
  const length = Math.min(SHORTEST_PART, secret.length);
  for (let start = 0; start + length <= secret.length; start += 1)
    if (text.includes(secret.slice(start, start + length))) return true;
  return false;
}

/** Lists a text and the texts that it encodes, some levels deep. */
function listDecodings(text: string, depth = 3): string[] {
  const decoded = new Set([text]);
  if (depth > 0) {
    const add = (one: string) => listDecodings(one, depth - 1).forEach((each) => decoded.add(each));
    const percent = decodePercent(text);
    if (percent !== text) add(percent);
    for (const [part] of text.matchAll(/[A-Za-z0-9+/_-]{14,}/g))
      for (let shift = 0; shift < 4; shift += 1)
        decoded.add(Buffer.from(part.slice(shift), 'base64url').toString('latin1'));
    for (const [part] of text.matchAll(/(?:[0-9a-f]{2}){10,}/gi))
      decoded.add(Buffer.from(part, 'hex').toString('latin1'));
    const reversed = [...text].toReversed().join('');
    decoded.add(reversed);
  }
  return [...decoded];
}

function decodePercent(text: string): string {
  return text.replaceAll(/(?:%[0-9a-f]{2})+/gi, (escapes) =>
    Buffer.from(escapes.replaceAll('%', ''), 'hex').toString(),
  );
}

/** Lists texts with which an attacker tries to choose the target of a redirect past the checks of an action. */
export function listAttackUrls(literals: readonly string[]): string[] {
  const known = literals.filter((text) => /^https?:\/\/./.test(text));
  const hosts = [
    ...new Set([
      ...known.filter((text) => URL.canParse(text)).map((text) => new URL(text).hostname),
      ...literals.filter((text) => /^\.?(?:[\w-]+\.)+[a-z]{2,}$/i.test(text)),
    ]),
  ];
  return [
    ATTACK_URL,
    ATTACKER,
    `//${ATTACKER}/`,
    `.${ATTACKER}`,
    `@${ATTACKER}/`,
    ...hosts.flatMap((host) => {
      const bare = host.replace(/^\./, '');
      return [
        `https://www.${bare}.${ATTACKER}/`,
        `${ATTACK_URL}www.${bare}`,
        `https://${bare}.${ATTACKER}/`,
        `https://${ATTACKER.replace('.test', '')}${REGISTERED.exec(bare)?.[0] ?? bare}/`,
        `https://${bare}@${ATTACKER}/`,
      ];
    }),
    ...known.flatMap((text) => [
      `${text.replace(/\/$/, '')}.${ATTACKER}/`,
      `${text.replace(/\/$/, '')}@${ATTACKER}/`,
      `${ATTACK_URL}?${text}`,
    ]),
    `/\\${ATTACKER}/`,
    `http://${ATTACKER}/`,
  ];
}

/**
 * Lists documents in which an attacker hides an address: JSON, as it is and in base64, as parameters such as `state` hold it.
 *
 * @param names - The names of members in the code. Code without `JSON.parse` reads no documents.
 */
export function listAttackDocuments(names: readonly string[]): string[] {
  const targets = names.filter(
    (name) =>
      /ur[il]|next|target|dest|return|link|href|back|goto|page/i.test(name) &&
      name !== 'setResultUrl',
  );
  if (!names.includes('parse') || targets.length === 0) return [];
  const document = JSON.stringify(Object.fromEntries(targets.map((name) => [name, ATTACK_URL])));
  return [document, Buffer.from(document).toString('base64url')];
}

/** Checks whether a URL leads to the site of the attacker. */
export function leadsToAttacker(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { hostname } = new URL(url);
  const bare = ATTACKER.replace('.test', '');
  return (
    hostname === ATTACKER ||
    hostname.endsWith(`.${ATTACKER}`) ||
    // The domain that ends like a known one, without the dot before it. A host below a known domain is not the attacker's.
    (hostname.startsWith(bare) && REGISTERED.exec(hostname)?.[0] === hostname)
  );
}
