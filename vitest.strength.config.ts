import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

const { projects: _, ...test } = base.test ?? {};

// Measures the suite with more scenarios than the tests use, and its memory. `--mode deep` uses even more.
export default defineConfig(({ mode }) => ({
  ...base,
  test: {
    ...test,
    include: ['packages/conformance/test/strength/*.run.ts'],
    globalSetup: 'packages/conformance/test/strength/write-page.ts',
    env: { RUNS_OF_KNOWN_GOOD: mode === 'deep' ? '1000' : '50' },
    testTimeout: 7_200_000,
  },
}));
