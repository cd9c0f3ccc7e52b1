import { checkRule } from '@post-challenge/conformance';
import assert from 'node:assert/strict';
import { judgeOf } from '../../src/judge.ts';
import { judgementsOn } from '../../test/known-bad/odd-judgements.ts';
import judgementsOnOdd from '../../test/known-bad/odd.json' with { type: 'json' };
import ownMessages from '../../test/known-bad/failures.json' with { type: 'json' };
import { knownBad } from '../../test/known-bad/known-bad.ts';
import messages from '../../test/known-bad/more.json' with { type: 'json' };
import { moreBad } from '../../test/known-bad/more.ts';
import verdictsOnBad from '../../test/known-bad/verdicts.json' with { type: 'json' };
import { knownGood } from '../../test/known-good/known-good.ts';
import verdictsOnGood from '../../test/known-good/verdicts.json' with { type: 'json' };
import { reference } from '../../test/implementations.ts';
import { smallHost } from '../../test/small-host.ts';
import { sayingOf } from '../../test/verdicts.ts';
import { properties } from '../../src/properties.ts';

const sound = { implementation: reference, touches: /./ };
const variants = {
  ...knownGood,
  reference: sound,
  smallHost: { ...sound, implementation: smallHost() },
};

/** What is known to be bad has to fail, in the words that it is known to fail in; what is known to be good has not to. */
export function tests() {
  const good = Object.entries(variants).map(([name, { implementation, touches }]) =>
    judgeFor(implementation, { runs: 50, seed: 1 }, verdictsOnGood[name], touches),
  );
  const bad = Object.entries(knownBad).map(([id, implementation]) =>
    judgeFor(implementation, { runs: 5 }, verdictsOnBad[id], /./),
  );
  return Object.fromEntries([
    ...Object.entries(knownBad).map(([id, implementation]) => [
      `bad ${id}`,
      () => failsAsKnown(implementation, id, ownMessages[id], 20),
    ]),
    ...moreBad.map(([name, id, implementation]) => [
      `more ${name}`,
      () => failsAsKnown(implementation, id, messages[name]),
    ]),
    ...Object.keys(properties).flatMap((id) => [
      [`good ${id}`, () => asKnown(id, good)],
      [`odd ${id}`, async () => assert.deepEqual(await judgementsOn(id), judgementsOnOdd[id])],
      [`others ${id}`, () => asKnown(id, bad)],
    ]),
  ]);
}

async function failsAsKnown(implementation, id, known, runs) {
  const { verdict, message } = await checkRule(implementation, id, { runs });
  assert.deepEqual({ verdict, message }, { verdict: 'failed', message: known });
}

async function asKnown(id, judges) {
  // oxlint-disable-next-line no-await-in-loop -- One after another.
  for (const judge of judges) await judge(id);
}

/** A function that throws where a verdict is not the known one. */
function judgeFor(implementation, options, known, touches) {
  let judge;
  return async (id) => {
    if (!touches.test(id)) return;
    judge ??= judgeOf(implementation, options);
    const saying = sayingOf(await (await judge)(id));
    assert.deepEqual(saying, known[id] ?? /passed|blocked|unobservable/.exec(saying)?.[0]);
  };
}
