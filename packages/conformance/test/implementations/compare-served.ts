import { type Implementation, type Verdict, fromProcess } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { checkAlone } from '../check-alone.ts';
import { checkFew } from '../check-few.ts';
import { installBundledPackages } from '../installed.ts';
import { knownBad } from '../known-bad/known-bad.ts';
import { getExamplePath } from '../commands/terminal.ts';

/** A known-bad implementation, with the id of the rule that it breaks. */
export type KnownBadCase = readonly [id: RuleId, implementation: Implementation];

/** All known-bad implementations. */
export const knownBadCases = Object.entries(knownBad) as KnownBadCase[];

/** Masks the states of redirects, which are random. */
function maskStates(verdict: Verdict): unknown {
  return JSON.parse(JSON.stringify(verdict).replaceAll(/(?<![\w-])[\w-]{43}(?![\w-])/g, '<state>'));
}

/**
 * Defines the tests that compare implementations in this process with the same ones in another process.
 *
 * @param cases - The known-bad implementations to compare.
 * @param ids - The rules that the reference is checked on; by default all.
 */
export function compareServed(cases: readonly KnownBadCase[], ids?: readonly RuleId[]): void {
  const folder = installBundledPackages({ served: 'conformance/test/implementations/served.ts' });

  /** Starts the reference host in a process, as `--isolate` does. */
  function startIsolated(): Promise<Implementation> {
    copyFileSync(getExamplePath('reference-host'), join(folder(), 'implementation.mjs'));
    const script =
      'node_modules/@post-challenge/conformance/dist/implementations/process/isolated.js';
    return fromProcess({
      command: process.execPath,
      args: [script, 'implementation.mjs'],
      cwd: folder(),
    });
  }

  test('the reference gets the same report with and without isolation', async () => {
    const { default: implementation } = (await import(getExamplePath('reference-host'))) as {
      default: Implementation;
    };
    const inProcess = await checkFew(implementation, {}, ids);

    const apart = await checkFew(await startIsolated(), {}, ids);

    expect(inProcess.summary.passed).toBeGreaterThan(5);
    expect(inProcess.summary.failed).toBe(0);
    expect({ ...apart, timing: {} }).toEqual({ ...inProcess, timing: {} });
  });

  let served: Implementation;
  const getIdFile = () => join(folder(), 'which');
  beforeAll(async () => {
    served = await fromProcess({
      command: process.execPath,
      args: ['node_modules/@post-challenge/served.js', getIdFile()],
      cwd: folder(),
    });
  });

  test.for(cases)(
    'the same scenario breaks %s in process and served',
    async ([id, implementation]) => {
      const { name, capabilities, editions } = implementation;
      writeFileSync(getIdFile(), id);

      const inProcess = await checkAlone(implementation, id, { runs: 20 });
      const other = { ...served, name, capabilities, ...(editions && { editions }) };
      const apart = await checkAlone(other, id, { runs: 20 });

      expect(inProcess.verdict).toBe('failed');
      expect(maskStates(apart)).toEqual(maskStates(inProcess));
    },
  );
}
