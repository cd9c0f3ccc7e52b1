import { rules } from '@post-challenge/spec';
import assert from 'node:assert/strict';
import api from '../../examples/reference.js';
import host from '../../examples/reference-host.js';
import { createRuleChecker } from '../../src/runner/check-rule.ts';

const judgedIds = Object.keys(rules).filter((id) => ['MUST', 'SHOULD'].includes(rules[id].level));

/** Creates the tests: the reference passes every rule. A mutant that the suite does not notice survives. */
export function tests() {
  const apiIds = judgedIds.filter((id) => !rules[id].needs.includes('host'));
  return { ...createRuleTests('host', host, judgedIds), ...createRuleTests('api', api, apiIds) };
}

function createRuleTests(level, implementation, ids) {
  let checkRule;
  const createPassTest = (id) => async () => {
    checkRule ??= createRuleChecker(implementation, {});
    assert.equal((await (await checkRule)(id)).verdict, 'passed');
  };
  return Object.fromEntries(ids.map((id) => [`${level} ${id}`, createPassTest(id)]));
}
