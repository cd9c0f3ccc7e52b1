import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { type Source, sources } from '@post-challenge/spec';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url);
/** The hosts of the vendor and of the RFCs. */
const pattern =
  /https?:\/\/(?:[\w-]+\.)*(?:auth0\.com\/docs|github\.com\/auth0|npmjs\.com\/package\/%40auth0|rfc-editor\.org|ietf\.org)[^\s)"'`|>}\]]*/g;

test('every address of the vendor or of an RFC is in the table of sources', () => {
  const known = new Set(Object.values<Source>(sources).map(({ address }) => address));
  const { stdout } = spawnSync('git', ['ls-files', '-co', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = stdout.trimEnd().split('\n');
  const found = files
    .filter((file) => /\.(?:[cm]?[jt]s|md|json)$/.test(file) && !file.endsWith('src/sources.ts'))
    .flatMap((file) =>
      [...readFileSync(new URL(file, root), 'utf8').matchAll(pattern)].map(([address]) => ({
        file,
        address: address.replace(/[.,;]$/, '').replace(/#.*$/, ''),
      })),
    );

  expect(found.length).toBeGreaterThan(100);
  expect(found.filter(({ address }) => !known.has(address))).toEqual([]);
});
