const { ruleTests } = require('@post-challenge/conformance');
const implementation = require('./adapter.cjs');

// Jest cannot skip a test that has started.
for (const { id, check, skip } of ruleTests(implementation, { runs: 5 }))
  (skip ? test.skip : test)(id, check);
