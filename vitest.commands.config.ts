import { defineConfig } from 'vitest/config';
import base, { commandTests } from './vitest.config.ts';

const { projects: _, ...test } = base.test ?? {};

export default defineConfig({ ...base, test: { ...test, isolate: false, include: commandTests } });
