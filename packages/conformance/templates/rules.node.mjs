import { test } from 'node:test';
import { ruleTests } from '@post-challenge/conformance';
import implementation from './adapter.mjs';

const adapter = 'conformance/adapter.mjs';

for (const { id, check } of ruleTests(implementation, { adapter })) test(id, check);
