import { isObject } from '@post-challenge/spec/command-line';
import type { Phase } from './record.ts';

/** Replaces confidential text in the strings of a value, at any depth. */
export type Redact = <T>(value: T) => T;

type Secrets = Readonly<Record<string, string>>;

/** A shorter secret is replaced only if it is a whole string, because it may be a part of ordinary words. */
const SHORTEST_PART = 4;
const TOKEN = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** Creates a function that replaces secrets by `<NAME>`, including secrets in the code of an action. */
export function createRedactor(secrets: Secrets, phases: readonly Phase[]): Redact {
  const names = new Map([
    ...collectVariables(phases),
    ...collectSecrets(phases).map((secret) => [secret, '<secret>'] as const),
  ]);
  for (const [name, secret] of Object.entries(secrets)) names.set(secret, `<${name}>`);
  names.delete('');
  return (value) => mapStrings(value, (text) => names.get(text) ?? replaceWords(text, names));
}

/** Creates a function that also shortens tokens and replaces states by `<state>`: both differ between runs. */
export function createAbbreviator(secrets: Secrets, phases: readonly Phase[]): Redact {
  const redact = createRedactor(secrets, phases);
  const states = new Map(collectStates(phases).map((state) => [state, '<state>']));
  const shortened = (text: string) =>
    replaceWords(
      text.replace(TOKEN, (token) => `${token.slice(0, 6)}…`),
      states,
    );
  return (value) => mapStrings(redact(value), shortened);
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

function replaceWords(text: string, words: ReadonlyMap<string, string>): string {
  const [...entries] = words;
  return entries
    .filter(([part]) => part.length >= SHORTEST_PART)
    .toSorted(([a], [b]) => b.length - a.length)
    .reduce((result, [part, word]) => result.replaceAll(part, () => word), text);
}

function mapStrings<T>(value: T, map: (text: string) => string): T {
  return mapPart(value) as T;

  function mapPart(part: unknown): unknown {
    if (typeof part === 'string') return map(part);
    if (Array.isArray(part)) return part.map(mapPart);
    if (!isObject(part)) return part;
    return Object.fromEntries(
      Object.entries(part).map(([name, member]) => [name, mapPart(member)]),
    );
  }
}
