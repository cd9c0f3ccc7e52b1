import { checkRule } from '@post-challenge/conformance';
import { rules } from '@post-challenge/spec';
import assert from 'node:assert/strict';
import host from '../../examples/reference-host.js';
import { judgeOf } from '../../src/judge.ts';
import messages from '../../test/known-bad/failures.json' with { type: 'json' };
import { knownBad } from '../../test/known-bad/known-bad.ts';
import { moreBad } from '../../test/known-bad/more.ts';
import { knownGood } from '../../test/known-good/known-good.ts';

const judged = Object.keys(knownBad);

/** What is known to be bad has to fail, in the words that it is known to fail in; what is known to be good has not to. */
export function tests() {
  const judges = [
    judgeFor('the reference', { implementation: host, touches: /./ }),
    ...Object.entries(knownGood).map(([name, variant]) => judgeFor(name, variant)),
  ];
  return Object.fromEntries([
    ...judged.map((id) => [`bad ${id}`, () => fails(id)]),
    ...moreBad.map(([name, id, implementation]) => [
      `more ${name}`,
      async () => assert.equal((await checkRule(implementation, id)).verdict, 'failed'),
    ]),
    ...judged.map((id) => [`good ${id}`, () => accusesNobody(id, judges)]),
  ]);
}

async function fails(id) {
  const { verdict, message } = await checkRule(knownBad[id], id, { runs: 20 });
  assert.deepEqual({ verdict, message }, { verdict: 'failed', message: messages[id] });
}

async function accusesNobody(id, judges) {
  // oxlint-disable-next-line no-await-in-loop -- One after another.
  for (const judge of judges) await judge(id);
}

/** A function that throws where a verdict on the variant is not one that it may have. */
function judgeFor(name, { implementation, touches, breaks = [], unjudged }) {
  let judge;
  return async (id) => {
    if (!touches.test(id)) return;
    judge ??= judgeOf(implementation, { runs: 20, seed: 1 });
    const { verdict } = await (await judge)(id);
    const allowed = breaks.includes(id) ? ['failed'] : ['passed', 'unobservable'];
    if (unjudged || rules[id].level === 'SHOULD') allowed.push('vacuous', 'blocked');
    assert.ok(allowed.includes(verdict), `${name}: ${id} ${verdict}`);
  };
}
