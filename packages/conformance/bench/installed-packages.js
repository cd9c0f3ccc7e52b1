import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The packages that are installed because one is, itself among them, as paths below a folder.
 *
 * @param {string} folder - Where npm has installed it.
 * @param {string} name
 * @returns {string[]}
 */
export function packagesWith(folder, name) {
  const lock = readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8');
  /** @type {{ packages: Record<string, { dependencies?: Record<string, string> }> }} */
  const { packages } = JSON.parse(lock);
  const found = [`node_modules/${name}`];
  for (const path of found) {
    const names = Object.keys(packages[path]?.dependencies ?? {});
    const paths = names.map((dependency) => placeOf(dependency, path, packages));
    found.push(...paths.filter((one) => !found.includes(one)));
  }
  return found;
}

/**
 * Where what a package depends on is found: in the package itself, or else beside it.
 *
 * @param {string} name
 * @param {string} path
 * @param {object} packages
 */
function placeOf(name, path, packages) {
  const own = `${path}/node_modules/${name}`;
  return Object.hasOwn(packages, own) ? own : `node_modules/${name}`;
}

/**
 * The size of all files below a folder, in bytes, but for packages that are installed there.
 *
 * @param {string} folder
 * @returns {number}
 */
export function sizeOf(folder) {
  const entries = readdirSync(folder, { withFileTypes: true });
  const sizes = entries
    .filter(({ name }) => name !== 'node_modules')
    .map((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? sizeOf(path) : statSync(path).size;
    });
  return sizes.reduce((sum, size) => sum + size, 0);
}
