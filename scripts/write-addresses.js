import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readAddresses } from './addresses.js';
import { renderJson } from './render-schema-files.js';
import { updateGeneratedFiles } from './update-generated-files.js';

// Writes the addresses of the project into the package.json of each package. An address that is not decided is left out.
const root = join(import.meta.dirname, '..');
const { repository, docs } = readAddresses();

const folders = readdirSync(join(root, 'packages')).map((name) => `packages/${name}`);
const manifests = folders.map((directory) => {
  const path = `${directory}/package.json`;
  return [
    path,
    renderJson(addAddresses(JSON.parse(readFileSync(join(root, path), 'utf8')), directory)),
  ];
});
updateGeneratedFiles({ root, folders: [], files: Object.fromEntries(manifests) });

/**
 * @param {object} manifest
 * @param {string} directory
 */
function addAddresses(manifest, directory) {
  return {
    ...manifest,
    homepage: docs ?? undefined,
    bugs: repository ? `${repository}/issues` : undefined,
    repository: repository ? { type: 'git', url: `git+${repository}.git`, directory } : undefined,
  };
}
