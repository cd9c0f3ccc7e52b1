import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { collectLicenses } from './collect-licenses.js';

// Bundles the named modules of the package in the working directory into the folder `bundle`: one file for each module, and one for the
// code that they share. The dependencies of the package are left out, everything else is bundled.
//
// The format is CommonJS, which every loader loads, or with `--esm` ES modules. With `--wrap`, an ES module that exports the same is written
// beside each CommonJS module that has exports: a process has one copy of the code, however it is loaded.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    esm: { type: 'boolean', default: false },
    wrap: { type: 'boolean', default: false },
  },
});
const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const packages = Object.keys({ ...dependencies, ...peerDependencies });
const extension = values.esm ? 'js' : 'cjs';

/** Lets a bundler put the code into an ES module, as esbuild does: `require` of a module of Node throws there, and `__filename` does not exist. */
const portable = {
  name: 'portable',
  /** @param {string} code */
  renderChunk: (code) =>
    code
      .replaceAll(
        /require\("(node:[\w/]+)"\)/gu,
        '(typeof __filename === "string" ? $& : process.getBuiltinModule("$1"))',
      )
      .replaceAll(
        'require("url").pathToFileURL(__filename)',
        'process.getBuiltinModule("node:url").pathToFileURL(typeof __filename === "string" ? __filename : process.argv[1])',
      ),
};

const OLD_NODE =
  "if (!process.getBuiltinModule) throw new Error('This package needs Node 20.19 or newer; this is Node ' + process.version + '.');";

const bundle = await rolldown({
  input: Object.fromEntries(positionals.map((path) => [basename(path, '.js'), path])),
  external: packages.map((name) => new RegExp(`^${name}(?:/|$)`)),
  platform: 'node',
  plugins: values.esm ? [] : [portable],
});
const { output } = await bundle.write({
  dir: 'bundle',
  format: values.esm ? 'esm' : 'cjs',
  // Without the marker, every loader takes the exports themselves for the default export.
  esModule: false,
  exports: 'named',
  // Without it, the first error of an older Node says nothing about the version.
  ...(values.wrap && { banner: OLD_NODE }),
  generatedCode: { symbols: false },
  // The declarations hold the documentation.
  comments: { jsdoc: false },
  entryFileNames: `[name].${extension}`,
  chunkFileNames: `[name].${extension}`,
  codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
});
await bundle.close();

const chunks = output.filter((one) => one.type === 'chunk');
if (values.wrap)
  for (const { isEntry, name, exports } of chunks)
    if (isEntry && exports.length > 0) writeWrapper(name, exports);
const licenses = collectLicenses(chunks.flatMap(({ moduleIds }) => moduleIds));
if (licenses !== '') writeFileSync('bundle/third-party-licenses.txt', licenses);

/**
 * Writes an ES module that exports what a CommonJS module exports.
 *
 * @param {string} name - The name of both modules.
 * @param {readonly string[]} exports
 */
function writeWrapper(name, exports) {
  const named = exports.filter((one) => one !== 'default');
  const lines = [
    `import code from './${name}.code.cjs';`,
    ...(named.length > 0 ? [`export const { ${named.join(', ')} } = code;`] : []),
    ...(exports.includes('default') ? ['export default code.default;'] : []),
  ];
  writeFileSync(`bundle/${name}.js`, `${lines.join('\n')}\n`);
  // If an ES module imports it directly, Node searches the whole code for the names of exports. That takes longer than to run it.
  const code = `const code = require('./${name}.cjs');\nmodule.exports = code;\n`;
  writeFileSync(`bundle/${name}.code.cjs`, code);
}
