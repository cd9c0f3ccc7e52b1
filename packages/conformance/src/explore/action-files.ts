import { createRequire } from 'node:module';
import { realpathSync } from 'node:fs';
import { dirname, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PostChallengeModule } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';

/** Loads the actions of some files, and locates code in them. */
export class ActionFiles {
  readonly #paths: readonly string[];
  readonly #files: readonly string[];
  readonly #load: (path: string) => Promise<PostChallengeModule>;
  readonly #require = createRequire(import.meta.url);
  readonly #kept: ReadonlySet<string>;

  constructor(paths: readonly string[], load: (path: string) => Promise<PostChallengeModule>) {
    this.#paths = paths;
    this.#files = paths.map(resolveFile);
    this.#load = load;
    this.#kept = new Set(Object.keys(this.#require.cache));
  }

  /** Loads every action anew. The modules of packages keep their state; so do ES modules, which no loader loads twice. */
  async load(): Promise<PostChallengeModule[]> {
    this.unload();
    const modules: PostChallengeModule[] = [];
    for (const path of this.#paths) modules.push(await this.#loadOne(path));
    return modules;
  }

  /** Forgets the loaded files, so that they are loaded anew. */
  unload(): void {
    for (const file of this.#listLoaded()) Reflect.deleteProperty(this.#require.cache, file);
  }

  async #loadOne(path: string): Promise<PostChallengeModule> {
    try {
      return await this.#load(path);
    } catch (error) {
      throw new UsageError(adviseModule((error as Error).message), { cause: error });
    }
  }

  /** Lists the files of the actions, and those that they have loaded from the project. */
  listSources(): string[] {
    return [...new Set([...this.#files, ...this.#listLoaded()])].filter((file) =>
      /\.[cm]?[jt]s$/.test(file),
    );
  }

  #listLoaded(): string[] {
    return Object.keys(this.#require.cache).filter(
      (file) => !this.#kept.has(file) && !file.includes(`${sep}node_modules${sep}`),
    );
  }

  /** Names an action as the user wrote it. */
  getPath(action: number): string {
    return this.#paths[action] ?? '';
  }

  /** Finds the first place in a stack that is in the code of an action, or in a file beside it. */
  locate(stack: unknown): string | undefined {
    const frames = String(stack).matchAll(
      /((?:file:\/\/)?(?:\/|[A-Z]:)[^()\n]*):(\d+):(\d+)\)?$/gm,
    );
    const places = [...frames].map(([, name = '', line, column]) => ({
      file: name.startsWith('file:') ? fileURLToPath(name.replace(/\?.*$/, '')) : name,
      place: `${line}:${column}`,
    }));
    const loaded = new Set(this.#listLoaded());
    const found = places.find(
      ({ file }) => this.#files.includes(file) || loaded.has(file) || this.#isBeside(file),
    );
    return found && `${this.#show(found.file)}:${found.place}`;
  }

  /** Whether a line of a stack is in the file of an action, or in one that it has loaded. */
  isOfAction(line: string): boolean {
    return [...this.#files, ...this.#listLoaded()].some((file) => line.includes(`${file}:`));
  }

  #isBeside(file: string): boolean {
    return (
      !file.includes(`${sep}node_modules${sep}`) &&
      this.#files.some((action) => !relative(dirname(action), file).startsWith('..'))
    );
  }

  #show(file: string): string {
    const action = this.#files.indexOf(file);
    return action === -1 ? relative(process.cwd(), file) : this.getPath(action);
  }
}

/** Says how to give a module that an action requires in vain. */
function adviseModule(message: string): string {
  const [first = ''] = message.split('\n');
  const [tenantModule, tenantName] = /There is no module (\S+)\. Give it: .*/.exec(first) ?? [];
  if (tenantModule !== undefined)
    return first.replace(
      tenantModule,
      `There is no module ${tenantName}. Give a stand-in with --mock: export const modules = { 'actions:${tenantName}': … }.`,
    );
  const [, name] = /Cannot find module '((?!\.)[^']+)'/.exec(first) ?? [];
  return name === undefined
    ? first
    : `${first.replace(/ Install \S+ in the project of the action\.$/, '')} Install ${name}, or give a stand-in with --mock: export const modules = { '${name}': … }.`;
}

/** Says how to give a module that a handler requires in vain; nothing about another error. */
export function adviseMissingModule(error: unknown): string | undefined {
  const { code, message } = Object(error) as { code?: unknown; message?: unknown };
  if (code !== 'MODULE_NOT_FOUND' && code !== 'ERR_MODULE_NOT_FOUND') return undefined;
  const [, name] = /^Cannot find (?:module|package) '([^./'][^']*)'/.exec(String(message)) ?? [];
  if (name === undefined) return undefined;
  const remedy = name.startsWith('actions:') ? 'Give' : `Install ${name}, or give`;
  return `An action loads ${name}, which is not there. ${remedy} a stand-in with --mock: export const modules = { '${name}': … }.`;
}

function resolveFile(path: string): string {
  const file = resolve(path);
  try {
    return realpathSync(file);
  } catch {
    return file;
  }
}
