import Module from 'node:module';
import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** The modules that an action can load as `actions:name`: paths of files, or the exports themselves. */
export type ActionModules = Readonly<Record<string, unknown>>;

const PREFIX = 'actions:';

/** The modules of each loaded action, by the path of its file. */
const modulesOfActions = new Map<string, ActionModules>();

/** The modules of the files that the actions import, by their addresses. */
const modulesOfImports = new Map<string, ActionModules>();

const EXPORTS = Symbol.for('post-challenge.exports-of-modules');

/** The exports that are given as they are. `import` loads them from code that reads this list. Copies of this module share it. */
const exportsOfModules = getSharedList(EXPORTS);

/** The part of a module that a hook sees. */
interface Requirer {
  readonly filename?: string | null;
  readonly parent?: Requirer | null;
}

interface Loader {
  _load(request: string, parent: Requirer | null, ...rest: unknown[]): unknown;
}

interface Resolved {
  readonly url: string;
  readonly shortCircuit?: boolean;
}

/** Newer versions of Node have a hook of `import` in the thread of the importer. */
interface ImportHooks {
  registerHooks?(hooks: {
    resolve(
      specifier: string,
      context: { readonly parentURL?: string | undefined },
      next: (specifier: string, context: object) => Resolved,
    ): Resolved;
  }): void;
}

let isInstalled = false;

/** Lets the action of a file, and the files that it loads, load modules of these names. */
export function provideModules(file: string, modules: ActionModules): void {
  modulesOfActions.set(file, modules);
  if (isInstalled) return;
  isInstalled = true;
  hookRequire();
  hookImport();
}

function hookRequire(): void {
  const loader = Module as unknown as Loader;
  /* oxlint-disable no-underscore-dangle -- Older versions of Node have no other hook of `require`. */
  const load = loader._load.bind(loader);
  loader._load = (request, parent, ...rest) => {
    const available = request.startsWith(PREFIX) ? findModules(parent) : undefined;
    return available
      ? findExports(request.slice(PREFIX.length), available, (file) => load(file, parent))
      : load(request, parent, ...rest);
  };
  /* oxlint-enable no-underscore-dangle */
}

function getSharedList(name: symbol): unknown[] {
  const globals = globalThis as { [name: symbol]: unknown[] | undefined };
  if (!globals[name]) Object.defineProperty(globals, name, { value: [] });
  return globals[name] ?? [];
}

function hookImport(): void {
  (Module as ImportHooks).registerHooks?.({
    resolve(specifier, context, next) {
      const modules = findImported(context.parentURL);
      const resolved =
        modules && specifier.startsWith(PREFIX)
          ? { url: createAddress(specifier.slice(PREFIX.length), modules), shortCircuit: true }
          : withLongStacks(() => next(specifier, context));
      if (modules && !modulesOfImports.has(resolved.url))
        modulesOfImports.set(resolved.url, modules);
      return resolved;
    },
  });
}

/** The frames of the hook would leave no place for that of the file that loads a missing package. */
function withLongStacks<T>(call: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 3 * stackTraceLimit;
  try {
    return call();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

function findModules(requirer: Requirer | null): ActionModules | undefined {
  const seen = new Set<Requirer>();
  for (let at = requirer; at && !seen.has(at); at = at.parent ?? null) {
    const modules = modulesOfActions.get(at.filename ?? '');
    if (modules) return modules;
    seen.add(at);
  }
  return undefined;
}

/** Finds the modules for a file that imports. */
function findImported(url = ''): ActionModules | undefined {
  const file = url.startsWith('file:') ? fileURLToPath(url) : '';
  return modulesOfActions.get(file) ?? modulesOfImports.get(url);
}

/** Finds the exports of a module. A file is loaded for the module that requires it, so that it can require others. */
function findExports(
  name: string,
  modules: ActionModules,
  loadFile: (file: string) => unknown,
): unknown {
  const given = findModule(name, modules);
  return typeof given === 'string' ? loadFile(resolve(given)) : given;
}

/** Creates the address of a module to import: that of its file, or a module with the exports. */
function createAddress(name: string, modules: ActionModules): string {
  const given = findModule(name, modules);
  if (typeof given === 'string') return pathToFileURL(resolve(given)).href;
  if (!exportsOfModules.includes(given)) exportsOfModules.push(given);
  const index = exportsOfModules.indexOf(given);
  const names = Object.keys(Object(given) as object).filter((member) => member !== 'default');
  const source = [
    `const exports = globalThis[Symbol.for(${JSON.stringify(EXPORTS.description)})][${index}];`,
    'export default exports;',
    ...names.map((member, at) => {
      const text = JSON.stringify(member);
      return `const m${at} = exports[${text}]; export { m${at} as ${text} };`;
    }),
  ];
  return `data:text/javascript,${encodeURIComponent(source.join('\n'))}`;
}

function findModule(name: string, modules: ActionModules): unknown {
  if (!Object.hasOwn(modules, name)) throw new Error(describeMissingModule(name));
  return modules[name];
}

/** Tells whether this version of Node lets `import` load the modules of an action. */
export function canImportModules(): boolean {
  return (Module as ImportHooks).registerHooks !== undefined;
}

/** Says how to give a module that an action loads. */
export function describeMissingModule(name: string): string {
  return `There is no module ${name}. Give it: --module ${name}=${name}.cjs on the command line, or loadAction(path, { modules: { ${JSON.stringify(name)}: './${name}.cjs' } }) in code`;
}
