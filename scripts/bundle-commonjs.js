import { copyFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

// Bundles the main entry of the package in the working directory for `require`. Its declarations are the rollup of API Extractor.
const bundle = await rolldown({ input: 'dist/index.js' });
await bundle.write({ file: 'dist/index.cjs', format: 'cjs' });
await bundle.close();
copyFileSync('temp/index.d.ts', 'dist/index.d.cts');
