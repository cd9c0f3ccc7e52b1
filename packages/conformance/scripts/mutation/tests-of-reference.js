import { rules } from '@post-challenge/spec';
import assert from 'node:assert/strict';
import api from '../../examples/reference.js';
import host from '../../examples/reference-host.js';
import { createRuleChecker } from '../../src/runner/check-rule.ts';

const judgedIds = Object.keys(rules).filter((id) => ['MUST', 'SHOULD'].includes(rules[id].level));

/** The suite is all that tests the reference: what it overlooks survives. */
export function tests() {
  const seen = judgedIds.filter((id) => !rules[id].needs.includes('host'));
  return { ...createRuleTests('host', host, judgedIds), ...createRuleTests('api', api, seen) };
}

function createRuleTests(level, implementation, ids) {
  let judge;
  const passes = (id) => async () => {
    judge ??= createRuleChecker(implementation, {});
    assert.equal((await (await judge)(id)).verdict, 'passed');
  };
  return Object.fromEntries(ids.map((id) => [`${level} ${id}`, passes(id)]));
}
