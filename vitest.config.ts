import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

/** Starts the longest files first, of which a fresh clone has no times yet: no worker is to wait for another at the end. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // oxlint-disable-next-line unicorn/no-array-sort -- It is a method of the sequencer.
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) =>
      /\/known-(?:bad|good)\/|\/parity\./.test(moduleId);
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
    // No test replaces a module or a global, so that files can share what they import.
    isolate: false,
    maxWorkers: '100%',
    sequence: { sequencer: LongestFirst },
    // A slow machine is no failure: nothing here waits for time to pass.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    include: ['packages/*/test/**/*.test.ts', 'docs/**/*.test.ts'],
    // What tries packed packages or a browser has a configuration of its own.
    exclude: [
      '**/node_modules/**',
      '**/test/consumers/**',
      'docs/browser/**',
      'docs/test/documents.test.ts',
    ],
  },
});
