import Module from 'node:module';
import { resolve } from 'node:path';

/** The modules that an action can load with `require('actions:name')`: paths of files, or the exports themselves. */
export type ActionModules = Readonly<Record<string, unknown>>;

const PREFIX = 'actions:';

/** The modules of each loaded action, by the path of its file. */
const modulesOfActions = new Map<string, ActionModules>();

/** The part of a module that a hook sees. */
interface Requirer {
  readonly filename?: string | null;
  readonly parent?: Requirer | null;
}

interface Loader {
  _load(request: string, parent: Requirer | null, ...rest: unknown[]): unknown;
}

let isInstalled = false;

/** Lets the action of a file, and the files that it loads, load modules of these names. */
export function provideModules(file: string, modules: ActionModules): void {
  modulesOfActions.set(file, modules);
  if (isInstalled) return;
  isInstalled = true;
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

function findModules(requirer: Requirer | null): ActionModules | undefined {
  const seen = new Set<Requirer>();
  for (let at = requirer; at && !seen.has(at); at = at.parent ?? null) {
    const modules = modulesOfActions.get(at.filename ?? '');
    if (modules) return modules;
    seen.add(at);
  }
  return undefined;
}

/** Finds the exports of a module. A file is loaded for the module that requires it, so that it can require others. */
function findExports(
  name: string,
  modules: ActionModules,
  loadFile: (file: string) => unknown,
): unknown {
  if (!Object.hasOwn(modules, name)) throw new Error(describeMissingModule(name));
  const given = modules[name];
  return typeof given === 'string' ? loadFile(resolve(given)) : given;
}

/** Says how to give a module that an action loads. */
export function describeMissingModule(name: string): string {
  return `There is no module ${name}. Give it: --module ${name}=${name}.cjs on the command line, or loadAction(path, { modules: { ${JSON.stringify(name)}: './${name}.cjs' } }) in code`;
}
