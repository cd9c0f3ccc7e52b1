import { ruleTests } from '@post-challenge/conformance';
import implementation from './adapter.mjs';

const adapter = 'conformance/adapter.mjs';

// Jest cannot skip a test that has started. The rules about the flow take longer than it allows by default.
for (const { id, check, skip } of ruleTests(implementation, { adapter }))
  (skip ? test.skip : test)(id, check, 60_000);
