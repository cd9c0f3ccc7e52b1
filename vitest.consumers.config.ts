import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // These tests use the packages as users install them, not the sources.
    globalSetup: 'packages/conformance/test/consumers/install.ts',
    testTimeout: 120_000,
    include: ['packages/conformance/test/consumers/*.test.ts', 'docs/test/documents.test.ts'],
  },
});
