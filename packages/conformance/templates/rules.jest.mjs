import { ruleTests } from '@post-challenge/conformance';
import implementation from './adapter.mjs';

const adapter = 'conformance/adapter.mjs';

// Jest cannot skip a test that has started.
for (const { id, check, skip } of ruleTests(implementation, { adapter }))
  (skip ? test.skip : test)(id, check);
