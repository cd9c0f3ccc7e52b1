import { test } from 'vitest';
import { ruleTests } from '@post-challenge/conformance';
import implementation from './adapter.mjs';

const adapter = 'conformance/adapter.mjs';

// The rules about the flow take longer than Vitest allows by default.
for (const { id, check } of ruleTests(implementation, { adapter })) test(id, check, 60_000);
