import { it } from 'mocha';
import { ruleTests } from '@post-challenge/conformance';
import implementation from './adapter.mjs';

const adapter = 'conformance/adapter.mjs';

// Mocha gets no context of the suite, so a test that has started cannot be skipped. The rules about the flow take longer than it allows.
for (const { id, check, skip } of ruleTests(implementation, { adapter }))
  (skip ? it.skip : it)(id, () => check()).timeout(60_000);
