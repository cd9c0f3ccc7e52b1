import { defineConfig } from 'vitest/config';
import { createLongestFirst } from './scripts/longest-first.ts';

export default defineConfig({
  test: {
    // These tests use the packages as users install them, not the sources.
    globalSetup: 'packages/conformance/test/consumers/install.ts',
    testTimeout: 120_000,
    maxWorkers: '100%',
    sequence: { sequencer: createLongestFirst(/\/(?:documents-\d|compilers|init)\.test\.ts$/) },
    include: ['packages/conformance/test/consumers/*.test.ts', 'docs/test/documents-*.test.ts'],
  },
});
