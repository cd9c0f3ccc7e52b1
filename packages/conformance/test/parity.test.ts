import {
  type Implementation,
  checkConformance,
  checkRule,
  fromProcess,
} from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { installed } from './installed.ts';
import { knownBad } from './known-bad/known-bad.ts';
import { example } from './terminal.ts';

const folder = installed({ served: 'conformance/test/served.ts' });

/** The reference as a host, in a process as `--isolate` starts it. */
function isolated(): Promise<Implementation> {
  copyFileSync(example('reference-host'), join(folder(), 'implementation.mjs'));
  const script = 'node_modules/@post-challenge/conformance/dist/isolated.js';
  return fromProcess({
    command: process.execPath,
    args: [script, 'implementation.mjs'],
    cwd: folder(),
  });
}

test('the reference gets the same report in process and isolated', async () => {
  const { default: implementation } = (await import(example('reference-host'))) as {
    default: Implementation;
  };
  const inProcess = await checkConformance(implementation, { runs: 5 });

  const apart = await checkConformance(await isolated(), { runs: 5 });

  expect(inProcess.conformant).toBe('host');
  expect({ ...apart, timing: {} }).toEqual({ ...inProcess, timing: {} });
});

let served: Implementation;
const which = () => join(folder(), 'which');
beforeAll(async () => {
  served = await fromProcess({
    command: process.execPath,
    args: ['node_modules/@post-challenge/served.js', which()],
    cwd: folder(),
  });
});

test.for(Object.entries(knownBad) as [RuleId, Implementation][])(
  'what breaks %s is found by the same scenario in process and served',
  async ([id, implementation]) => {
    const { name, capabilities } = implementation;
    writeFileSync(which(), id);

    const inProcess = await checkRule(implementation, id, { runs: 20 });
    const apart = await checkRule({ ...served, name, capabilities }, id, { runs: 20 });

    expect(inProcess.verdict).toBe('failed');
    expect(apart).toEqual(inProcess);
  },
);
