import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { createLongestFirst } from './scripts/longest-first.ts';

const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

/** The tests of processes and of explorations, which take as long as all others. */
export const commandTests = [
  'packages/conformance/test/**/{explore,pasted-lines}.test.ts',
  'packages/conformance/test/explore/explorer-thread.test.ts',
  'packages/conformance/test/implementations/{ending,examples,from-http,from-process,isolate,kits,load-error}.test.ts',
  'packages/reference/test/run/**/{process,step-executor}.test.ts',
];

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
    maxWorkers: '100%',
    sequence: {
      sequencer: createLongestFirst(/\/(?:check|cli|known-bad|redact)\.test\.ts$/),
    },
    // Long, because a slow machine is not a failure. No test waits for time to pass.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    // No test replaces a module or a global, so test files can share their imports.
    isolate: false,
    include: ['packages/*/test/**/*.test.ts', 'docs/**/*.test.ts'],
    // These have configurations of their own.
    exclude: [
      '**/node_modules/**',
      ...commandTests,
      '**/test/consumers/**',
      'docs/browser/**',
      'docs/test/documents-*.test.ts',
    ],
  },
});
