import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // The packages are tested as users install them: nothing resolves to a source.
    globalSetup: 'packages/conformance/test/consumers/install.ts',
    testTimeout: 120_000,
    include: ['packages/conformance/test/consumers/*.test.ts', 'docs/test/documents.test.ts'],
  },
});
