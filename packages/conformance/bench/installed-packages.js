import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Lists a package and all packages that it depends on, as paths below a folder.
 *
 * @param {string} folder - The folder in which npm installed it.
 * @param {string} name
 * @returns {string[]}
 */
export function listPackages(folder, name) {
  const lock = readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8');
  /** @type {{ packages: Record<string, { dependencies?: Record<string, string> }> }} */
  const { packages } = JSON.parse(lock);
  const found = [`node_modules/${name}`];
  for (const path of found) {
    const names = Object.keys(packages[path]?.dependencies ?? {});
    const paths = names.map((dependency) => locate(dependency, path, packages));
    found.push(...paths.filter((one) => !found.includes(one)));
  }
  return found;
}

/**
 * Finds a dependency inside the package that needs it, or else beside it.
 *
 * @param {string} name
 * @param {string} path
 * @param {object} packages
 */
function locate(name, path, packages) {
  const own = `${path}/node_modules/${name}`;
  return Object.hasOwn(packages, own) ? own : `node_modules/${name}`;
}

/**
 * Counts the files below a folder and their bytes, without `node_modules`.
 *
 * @param {string} folder
 * @returns {{ files: number, bytes: number }}
 */
export function measureFolder(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? measureFolder(path) : { files: 1, bytes: statSync(path).size };
    })
    .reduce((sum, one) => ({ files: sum.files + one.files, bytes: sum.bytes + one.bytes }), {
      files: 0,
      bytes: 0,
    });
}
