import { copyFileSync } from 'node:fs';
import { rolldown } from 'rolldown';

// Makes what CommonJS code loads: the main entry as one file, and as its declarations the one file that API Extractor has made.
const bundle = await rolldown({ input: 'dist/index.js' });
await bundle.write({ file: 'dist/index.cjs', format: 'cjs' });
await bundle.close();
copyFileSync('temp/index.d.ts', 'dist/index.d.cts');
