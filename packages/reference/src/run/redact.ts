import { isObject } from '@post-challenge/spec/command-line';
import type { Phase } from './record.ts';
import type { SecretMatcher } from './secret-matcher.ts';
import { createSecretMatchers } from './secret-pattern.ts';

/** Replaces confidential text in the strings and the names of members of a value, at any depth. */
export type Redact = <T>(value: T) => T;

/** Secrets by name. Those of several events are a list, because events may have different secrets of one name. */
export type Secrets =
  | Readonly<Record<string, string>>
  | readonly Readonly<Record<string, string>>[];

/** A shorter secret is replaced only if it is a whole string, because it may be a part of ordinary words. */
const SHORTEST_PART = 4;
/** A shorter secret is replaced only as it is. */
const SHORTEST_ENCODED = 8;
const TOKEN = /(?:ey[AJ]|ew[ok])[\w-]{13,}(?:\.[\w-]*){2,}/g;

/** Creates a function that replaces secrets by `<NAME>`, including secrets in the code of an action, and shortens tokens. */
export function createRedactor(secrets: Secrets, phases: readonly Phase[] = []): Redact {
  const names = new Map([
    ...collectVariables(phases),
    ...collectSecrets(phases).map((secret) => [secret, '<secret>'] as const),
  ]);
  for (const [name, secret] of [secrets].flat().flatMap(Object.entries<string>)) {
    names.set(secret.trim(), `<${name}>`);
    names.set(secret, `<${name}>`);
  }
  names.delete('');
  const replacements = createReplacements(names);
  return (value) => mapStrings(value, (text) => names.get(text) ?? shortenTokens(replaceAll(text)));

  function replaceAll(text: string): string {
    return replacements.reduce(
      (result, [part, word]) =>
        typeof part === 'string' ? result.replaceAll(part, () => word) : part.replace(result, word),
      text,
    );
  }
}

/** Creates a function that also replaces states by `<state>`, which differ between runs. */
export function createAbbreviator(secrets: Secrets, phases: readonly Phase[]): Redact {
  const redact = createRedactor(secrets, phases);
  const states = collectStates(phases);
  return (value) =>
    mapStrings(redact(value), (text) =>
      states.reduce((result, state) => result.replaceAll(state, '<state>'), text),
    );
}

function collectSecrets(phases: readonly Phase[]): string[] {
  return phases
    .flatMap(({ executions }) => executions)
    .flatMap(({ calls }) => calls)
    .filter(({ method }) => /^redirect\.(encode|validate)Token$/.test(method))
    .flatMap(({ args: [options] }) => (isObject(options) ? [options['secret']] : []))
    .filter((secret) => typeof secret === 'string');
}

/** Collects the texts in the variables of forms, which stay on the server, each with its replacement. */
function collectVariables(phases: readonly Phase[]): (readonly [text: string, word: string])[] {
  return phases
    .flatMap(({ executions }) => executions)
    .flatMap(({ calls }) => calls)
    .filter(({ method }) => method === 'prompt.render')
    .flatMap(({ args: [, options] }) => (isObject(options) ? [options['vars']] : []))
    .flatMap((vars) => (isObject(vars) ? Object.entries(vars) : []))
    .flatMap(([name, value]) => listTexts(value).map((text) => [text, `<${name}>`] as const));
}

/** Lists the texts in a value, at any depth. */
function listTexts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return isObject(value) || Array.isArray(value) ? Object.values(value).flatMap(listTexts) : [];
}

function collectStates(phases: readonly Phase[]): string[] {
  return phases
    .flatMap(({ outcome }) => (outcome.status === 'redirected' ? [new URL(outcome.url)] : []))
    .flatMap(({ searchParams }) => searchParams.get('state') ?? []);
}

/** Lists the texts and matchers to replace, those of long secrets first. */
function createReplacements(
  names: ReadonlyMap<string, string>,
): [string | SecretMatcher, string][] {
  const entries = [...names].filter(([secret]) => secret.length >= SHORTEST_PART);
  return entries
    .toSorted(([a], [b]) => b.length - a.length)
    .flatMap(([secret, word]) => {
      const encoded = secret.length < SHORTEST_ENCODED ? [] : createSecretMatchers(secret);
      return [secret, ...encoded].map((part): [string | SecretMatcher, string] => [part, word]);
    });
}

function shortenTokens(text: string): string {
  return text.replaceAll(TOKEN, (token) => `${token.slice(0, 6)}…`);
}

/** The names of the members that the report itself has. They are public, and programs look for them. */
const ownNames = new Set(
  'outcome phases warnings hints lateCalls executions input refused path handler calls threw missing method args returned satisfiedBy name message code place status reason url factors defaultFactor resultUrl promptId fields vars type options completes submits request returns query body headers $api $inspect'.split(
    ' ',
  ),
);

function mapStrings<T>(value: T, map: (text: string) => string): T {
  return mapPart(value) as T;

  function mapPart(part: unknown): unknown {
    if (typeof part === 'string') return map(part);
    if (Array.isArray(part)) return part.map(mapPart);
    if (!isObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [
        ownNames.has(name) ? name : map(name),
        mapPart(member),
      ]),
    );
  }
}
