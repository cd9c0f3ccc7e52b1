import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { reporters } from '../../src/report/reporters/reporters.ts';
import { runCli } from './terminal.ts';

const path = new URL('../../../../docs/guide/continuous-integration.md', import.meta.url);
const recipes = [...readFileSync(path, 'utf8').matchAll(/^```yaml\n([^]*?)^```$/gm)].map(
  ([, text = '']) => text,
);

describe('the recipes for continuous integration', () => {
  test('use only options that check has', async () => {
    const used = recipes.flatMap((text) => text.match(/(?<=\s)--[a-z][\w-]*/g) ?? []);
    const { stdout: help } = await runCli(['check', '--help']);

    expect(used.length).toBeGreaterThan(3);
    expect(used.filter((option) => !help.includes(`${option} `))).toEqual([]);
  });

  test('use only reporters that exist, at most one of them without a file', () => {
    for (const text of recipes) {
      const used = [...text.matchAll(/--reporter (\w+)(=)?/g)];

      expect(Object.keys(reporters)).toEqual(expect.arrayContaining(used.map(([, name]) => name)));
      expect(used.filter(([, , file]) => file === undefined).length).toBeLessThan(2);
    }
  });

  test('keep every file that they write', () => {
    for (const text of recipes) {
      const written = [...text.matchAll(/--reporter \w+=(\S+)/g)].map(([, file = '']) => file);

      expect(recipes).toHaveLength(2);
      expect(written.length).toBeGreaterThan(0);
      expect(written.filter((file) => text.split(file).length < 3)).toEqual([]);
    }
  });
});
