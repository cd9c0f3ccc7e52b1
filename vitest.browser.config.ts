import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: { include: ['docs/browser/*.test.ts'], testTimeout: 900_000, hookTimeout: 900_000 },
});
