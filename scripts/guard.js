import { basename } from 'node:path';
import { readAddresses } from './addresses.js';

// Refuses to pack or publish the package in the working directory, unless the command makes a package that works. The argument is `pack`
// or `publish`.
const PNPM = 'npx -y pnpm@10.34.9';

const reason = findReason(process.argv[2]);
if (reason !== undefined) {
  console.error(`\n${reason}\n`);
  process.exitCode = 1;
}

/** @param {string | undefined} command */
function findReason(command) {
  // The package manager that runs this script. Its user agent may be that of another one, which started it.
  const { npm_execpath: manager = '' } = process.env;
  if (!basename(manager).startsWith('pnpm'))
    return `Only pnpm can ${command} this package: other package managers leave its entries at files that are not in it.
Run \`${PNPM} ${command === 'pack' ? 'pack:all' : 'release'}\` in the folder of the repository instead.`;
  const unset = Object.entries(readAddresses()).filter(([, address]) => address === null);
  if (command === 'publish' && unset.length > 0)
    return `No release is possible yet: nobody has decided ${unset.map(([name]) => `the address of the ${name}`).join(' and ')}.
Set it in addresses.json, run \`${PNPM} generate\`, and commit the changed files.`;
  return undefined;
}
