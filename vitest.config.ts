import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

/** Starts the longest test files first, so that no worker waits for another at the end. A fresh clone has no times of test files. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- It is a method of the sequencer.
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/(?:foreign|isolate|known-|parity|right)[^/]*$/.test(moduleId);
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  resolve: {
    alias: [
      { find: '@post-challenge/spec/schemas', replacement: source('spec/src/schemas.ts') },
      {
        find: '@post-challenge/spec/command-line',
        replacement: source('spec/src/command-line.ts'),
      },
      { find: '@post-challenge/spec', replacement: source('spec/src/index.ts') },
      { find: '@post-challenge/reference', replacement: source('reference/src/index.ts') },
      { find: '@post-challenge/conformance', replacement: source('conformance/src/index.ts') },
    ].map(({ find, replacement }) => ({ find: new RegExp(`^${find}$`), replacement })),
  },
  test: {
    // No test replaces a module or a global, so test files can share their imports.
    isolate: false,
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // Long, because a slow machine is not a failure. No test waits for time to pass.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    include: ['packages/*/test/**/*.test.ts', 'docs/**/*.test.ts'],
    // Tests of the packed packages and tests in a browser have their own configurations.
    exclude: [
      '**/node_modules/**',
      '**/test/consumers/**',
      'docs/browser/**',
      'docs/test/documents.test.ts',
    ],
  },
});
