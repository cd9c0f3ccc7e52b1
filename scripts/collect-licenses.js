import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Collects the licenses of the packages in a bundle, which ask for being copied with the code.
 *
 * @param {readonly string[]} modules - The paths of the modules in the bundle.
 * @returns {string} The text, which is empty if no module is of another project.
 */
export function collectLicenses(modules) {
  const found = modules.map(
    (path) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/u.exec(path)?.[0] ?? '',
  );
  const folders = [...new Set(found)].filter((folder) => folder !== '').toSorted();
  return folders.map(readLicense).join('\n');
}

/** @param {string} folder - The folder of a package. */
function readLicense(folder) {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((one) => /^licen[cs]e/iu.test(one));
  if (file === undefined) throw new Error(`${name} is bundled, but has no license to copy.`);
  return `${name} ${version}\n\n${readFileSync(join(folder, file), 'utf8')}`;
}
