import { defineConfig } from 'vitest/config';
import { createLongestFirst } from './scripts/longest-first.ts';
import base, { commandTests } from './vitest.config.ts';

// Explorations replace globals for a while: timers, fetch, the console and the listeners of the process. So each file is isolated.
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    isolate: true,
    include: commandTests,
    exclude: ['**/node_modules/**'],
    sequence: {
      sequencer: createLongestFirst(/\/(?:ending|examples|explore|from-process|isolate)\.test/),
    },
  },
});
