import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import {
  ajv,
  communityKit,
  installKit,
  installOurs,
  typebox,
  vendorTypes,
} from '../installations.js';
import { listPackages, measureFolder } from '../installed-packages.js';
import { groupByColumn, measureByTurns, run } from '../measure.js';

/** @import { Kit } from '../installations.js' */
/** @import { Table } from './tables.js' */

const SPEC = '`@post-challenge/spec`';
const OPTIONS =
  '--noEmit --strict --skipLibCheck --extendedDiagnostics --target es2023 --module nodenext';
const tsc = join(
  dirname(createRequire(import.meta.url).resolve('typescript/package.json')),
  'bin/tsc',
);

/** @type {Table} */
export const typeChecking = {
  title: 'Check the types of an action',
  meaning: `How much work the compiler and your editor have with one action in TypeScript. Instantiations count that work: they are the
same on every machine. × compares with ${SPEC}.`,
  columns: ['instantiations', 'time'],
  measure() {
    const aims = [{ column: 'instantiations', atMost: 30_000 }];
    const { cwd } = installOurs();
    const vendor = { cwd, file: 'kits/types-of-vendor.cts', ...installKit(vendorTypes) };
    const rows = [
      { name: SPEC, cwd, file: 'types-of-spec.mts', aims },
      { name: '`Static` of the TypeBox schema', cwd, file: 'types-of-typebox.mts', besides: SPEC },
      { name: vendorTypes.title, ...vendor, besides: SPEC },
    ];
    return measureByTurns(rows, 5, (row) => {
      const args = [tsc, ...OPTIONS.split(' '), row.file];
      const { stdout, time } = run({ cwd: row.cwd, command: process.execPath, args });
      const [, count] = /^Instantiations: +(\d+)$/m.exec(stdout) ?? [];
      return { instantiations: Number(count), time };
    });
  },
};

/** @type {Table} */
export const size = {
  title: 'Install a package',
  meaning: `What npm puts into node_modules: the files and the size of the package itself, then the number and the size of all packages
that come with it, itself included.`,
  columns: ['files', 'size', 'packages', 'size of all'],
  measure: () => [
    measureOurs('spec'),
    measureOurs('reference'),
    measureOurs('conformance'),
    measureKit(vendorTypes),
    measureKit(communityKit),
    {
      name: `${typebox.title} and ${ajv.title}`,
      samples: measurePackages(installOurs().cwd, typebox.name, ajv.name),
    },
  ],
};

/** @param {string} name */
function measureOurs(name) {
  const full = `@post-challenge/${name}`;
  return { name: `\`${full}\``, samples: measurePackages(installOurs().cwd, full) };
}

/** @param {Kit} kit */
function measureKit(kit) {
  const installation = installKit(kit);
  if ('reason' in installation) return { name: kit.title, ...installation };
  return { name: kit.title, samples: measurePackages(installation.cwd, kit.name) };
}

/**
 * @param {string} cwd
 * @param {readonly string[]} names
 */
function measurePackages(cwd, ...names) {
  const measure = (/** @type {string} */ path) => measureFolder(join(cwd, path));
  const own = names.map((name) => measure(`node_modules/${name}`));
  const all = [...new Set(names.flatMap((name) => listPackages(cwd, name)))];
  return groupByColumn([
    {
      files: add(own.map(({ files }) => files)),
      size: add(own.map(({ bytes }) => bytes)),
      packages: all.length,
      'size of all': add(all.map((path) => measure(path).bytes)),
    },
  ]);
}

/** @param {readonly number[]} figures */
function add(figures) {
  return figures.reduce((sum, figure) => sum + figure, 0);
}
