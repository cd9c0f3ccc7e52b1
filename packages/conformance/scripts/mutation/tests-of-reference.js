import { rules } from '@post-challenge/spec';
import assert from 'node:assert/strict';
import api from '../../examples/reference.js';
import host from '../../examples/reference-host.js';
import { judgeOf } from '../../src/judge.ts';

const judged = Object.keys(rules).filter((id) => ['MUST', 'SHOULD'].includes(rules[id].level));

/** The suite is all that tests the reference: what it overlooks survives. */
export function tests() {
  const seen = judged.filter((id) => !rules[id].needs.includes('host'));
  return { ...testsOf('host', host, judged), ...testsOf('api', api, seen) };
}

function testsOf(level, implementation, ids) {
  let judge;
  const passes = (id) => async () => {
    judge ??= judgeOf(implementation, {});
    assert.equal((await (await judge)(id)).verdict, 'passed');
  };
  return Object.fromEntries(ids.map((id) => [`${level} ${id}`, passes(id)]));
}
