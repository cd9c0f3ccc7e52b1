import { readFileSync } from 'node:fs';
import { eventMembers } from '@post-challenge/spec/command-line';
import type { Json } from '../language/json.ts';
import { ALL_MEMBERS } from './observe-reads.ts';

/** The words of an action: the members that it reads, the names in its open objects, and the texts and numbers in its code. */
export class Vocabulary {
  /** The paths that the action reads, as JSON. Those of the event begin with its members; others begin with `claims` or `api`. */
  readonly #paths = new Set<string>();
  #sorted: readonly (readonly string[])[] = [];
  readonly texts: readonly string[];
  readonly numbers: readonly number[];
  /** The names of members that the code writes, of any object. */
  readonly names: readonly string[];

  constructor(files: readonly string[]) {
    const code = files.map((file) => removeComments(readFileSync(file, 'utf8'))).join('\n');
    this.texts = parseTexts(code);
    this.numbers = parseNumbers(code);
    this.names = parseNames(code);
    for (const path of parseSettings(code)) this.add(path);
  }

  /** How many paths are known. */
  get size(): number {
    return this.#paths.size;
  }

  add(path: readonly string[]): void {
    if (path.at(-1) === ALL_MEMBERS) {
      const owner = path.slice(0, -1);
      for (const name of this.#listMembers(owner))
        this.#paths.add(JSON.stringify([...owner, name]));
    } else this.#paths.add(JSON.stringify(path));
  }

  /** Lists the members that an object may have: those of the contract, or else all names in the code. */
  #listMembers(owner: readonly string[]): readonly string[] {
    const [first = '', ...rest] = owner;
    const path = first === 'continue' ? rest : owner;
    const name = path.join('.');
    if (/^(?:secrets|configuration)$/.test(name)) return this.names.filter(isSettingName);
    if (openObjects.test(name)) return this.names;
    return listContractMembers(path);
  }

  /** Lists the paths that begin with the given names, without these. */
  listBelow(...start: readonly string[]): string[][] {
    return this.#listAll()
      .filter((path) => path.length > start.length && start.every((name, at) => path[at] === name))
      .map((path) => path.slice(start.length));
  }

  /** Lists all paths, in an order that does not depend on when each was added. */
  #listAll(): readonly (readonly string[])[] {
    if (this.#sorted.length !== this.#paths.size)
      this.#sorted = [...this.#paths].toSorted().map((text) => JSON.parse(text) as string[]);
    return this.#sorted;
  }

  /** Lists the names that the action reads in an object. */
  listMemberNames(...owner: readonly string[]): string[] {
    return [...new Set(this.listBelow(...owner).map(([name = '']) => name))];
  }

  /** Whether the action reads a member, or something in it. */
  reads(...path: readonly string[]): boolean {
    return this.listBelow(...path.slice(0, -1)).some(([name]) => name === path.at(-1));
  }

  /** Draws on the code: values that a member of any JSON may have, the likely ones first. */
  listValues(): Json[] {
    return [true, false, ...this.texts, ...this.numbers, '1', 'true', 'false', '', 0, null];
  }
}

/** The objects whose members the contract does not name. */
const openObjects = /^(?:claims|prompt\.(?:fields|vars)|request\.(?:query|body)|.*[._]metadata)$/;

/** Whether a name looks like one of a secret or a setting. */
function isSettingName(name: string): boolean {
  return /^[A-Z][A-Z0-9_]*$|(?:[Kk]ey|[Ss]ecret|[Tt]oken|[Pp]assword|[Uu]r[il])$/.test(name);
}

interface Tree {
  readonly members: Readonly<Record<string, unknown>>;
}

/** Lists the members that the contract names in an object of the event. */
export function listContractMembers(path: readonly string[]): string[] {
  const tree = path.reduce<unknown>(
    (owner, name) => (Object(owner) as Partial<Tree>).members?.[name],
    eventMembers,
  );
  return Object.keys((Object(tree) as Partial<Tree>).members ?? {});
}

/** Lists the names of members that code reads, destructures or looks up, without those of the trigger. */
function parseNames(code: string): string[] {
  const read = [...code.matchAll(/\.\s*([A-Za-z_$][\w$]*)/g)].map(([, name = '']) => name);
  const bound = [...code.matchAll(/[{,]\s*([A-Za-z_$][\w$]*)\s*(?=[,:}=])/g)].map(
    ([, name = '']) => name,
  );
  const lookedUp = [
    ...code.matchAll(/(?:\.(?:get|getAll|has)\(|\[)\s*(['"`])([A-Za-z_$][\w$]*)\1\s*[\])]/g),
  ].map(([, , name = '']) => name);
  const known =
    /^(?:event|api|exports|user|request|secrets|console|log|on(?:Execute|Continue)PostChallenge)$/;
  return [...new Set([...lookedUp, ...read, ...bound])]
    .filter((name) => !known.test(name))
    .slice(0, MOST_WORDS);
}

/** Lists the secrets and settings that code names, also code that runs only for few users. */
function parseSettings(code: string): string[][] {
  const members = code.matchAll(/\b(secrets|configuration)\??\.([A-Za-z_$][\w$]*)/g);
  return [...members]
    .map(([, part = '', name = '']) => [part, name])
    .filter(([, name = '']) => !(name in Object.prototype));
}

/** How many texts and numbers of the code count. A bundle can hold thousands. */
const MOST_WORDS = 60;

function parseTexts(code: string): string[] {
  const literals = code.matchAll(
    /'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\$]|\\.)*)[`$]/g,
  );
  const texts = [...literals]
    .map(([, single, double, template]) => single ?? double ?? template ?? '')
    .filter((text) => text.length > 0 && text.length <= 80 && !/\s\S+\s/.test(text));
  // The name of a host in a regular expression.
  const hosts = [...code.matchAll(/(?:[\w-]+\\\.)+[a-z]{2,}/gi)].map(([text]) =>
    text.replaceAll('\\.', '.'),
  );
  return [...new Set([...texts, ...hosts])].slice(0, MOST_WORDS);
}

function parseNumbers(code: string): number[] {
  const literals = [...code.matchAll(/(?<![\w.'"])\d[\d_]*(?:\.\d+)?(?![\w.'"])/g)];
  const numbers = literals.map(([text]) => Number(text.replaceAll('_', '')));
  return [...new Set(numbers)].slice(0, MOST_WORDS);
}

function removeComments(code: string): string {
  return code.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '');
}
