import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { createLongestFirst } from './scripts/longest-first.ts';

const source = (path: string) => fileURLToPath(new URL(`packages/${path}`, import.meta.url));

const include = ['packages/*/test/**/*.test.ts', 'docs/**/*.test.ts'];
// Explorations replace globals for a while: timers, fetch, the console and the listeners of the process.
const explorations = ['packages/conformance/test/**/explore.test.ts'];
/** The tests of the commands as processes, which take as long as half of the others. They have a configuration of their own. */
export const commandTests = [
  'packages/conformance/test/explore/explorer-thread.test.ts',
  'packages/conformance/test/implementations/{ending,isolate,load-error}.test.ts',
  'packages/reference/test/run/**/process.test.ts',
];
// Tests of the packed packages and tests in a browser have their own configurations, too.
const exclude = [
  '**/node_modules/**',
  ...commandTests,
  '**/test/consumers/**',
  'docs/browser/**',
  'docs/test/documents-*.test.ts',
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
      sequencer: createLongestFirst(
        /\/(?:check|cli|explore|from-http|from-process|known-bad)\.test\.ts$/,
      ),
    },
    // Long, because a slow machine is not a failure. No test waits for time to pass.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    projects: [
      {
        extends: true,
        // No other test replaces a module or a global, so test files can share their imports.
        test: { name: 'shared', isolate: false, include, exclude: [...exclude, ...explorations] },
      },
      { extends: true, test: { name: 'isolated', isolate: true, include: explorations, exclude } },
    ],
  },
});
