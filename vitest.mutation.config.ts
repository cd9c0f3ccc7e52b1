import { defineConfig } from 'vitest/config';
import base from './vitest.config.ts';

const { projects: _, ...test } = base.test ?? {};

export default defineConfig({
  ...base,
  test: { ...test, isolate: false, include: ['packages/reference/test/**/*.test.ts'] },
});
