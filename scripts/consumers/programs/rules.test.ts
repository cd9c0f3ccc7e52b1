import { fromApi, ruleTests } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';

const implementation = fromApi({ name: 'reference', create: createPostChallenge });

for (const { id, check, skip } of ruleTests(implementation, { runs: 5 }))
  (skip ? test.skip : test)(id, check);
