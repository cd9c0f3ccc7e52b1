import { test } from 'vitest';
import { ruleTests } from '@post-challenge/conformance';
import implementation from './adapter.mjs';

for (const { id, check } of ruleTests(implementation)) test(id, check);
