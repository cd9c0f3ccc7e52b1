import { defineConfig } from 'vitest/config';
import { createLongestFirst } from './scripts/longest-first.ts';
import base from './vitest.config.ts';

// Measures the suite with more scenarios than the tests use, and its memory. `--mode deep` uses even more.
export default defineConfig(({ mode }) => ({
  ...base,
  test: {
    ...base.test,
    // Explorations replace globals for a while.
    isolate: true,
    include: ['packages/conformance/test/strength/*.run.ts'],
    sequence: { sequencer: createLongestFirst(/\/(?:foreign-|known-good)[^/]*$/) },
    globalSetup: 'packages/conformance/test/strength/write-page.ts',
    env: { RUNS_OF_KNOWN_GOOD: mode === 'deep' ? '1000' : '20' },
    testTimeout: 7_200_000,
  },
}));
