import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type Report, assertRule } from '@post-challenge/conformance';
import { rules } from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { runCli, getExamplePath } from '../commands/terminal.ts';

const book = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8');
const prose = book.replaceAll(/^```text$.*?^```$/gms, '');
const anchors = [...prose.matchAll(/^<a id="(.*)"><\/a>$/gm)].map(([, id]) => id);

test('the rule book has one anchor for each rule, which is its id', () => {
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(anchors.filter((id) => id?.includes('/'))).toEqual(Object.keys(rules));
});

test('every link of the rule book to itself leads somewhere', () => {
  const links = [...prose.matchAll(/\]\(#(.*?)\)/g)].map(([, id]) => id);

  expect(links.length).toBeGreaterThan(anchors.length);
  expect(links.filter((id) => !anchors.includes(id))).toEqual([]);
});

test('every rule is shown by a scenario, kept and broken', () => {
  const all = Object.values(rules);
  const breakable = all.filter(({ level }) => level !== 'PROBE');

  expect(book.match(/^Where it is broken:$/gm)).toHaveLength(breakable.length);
  expect(book.match(/^```text$/gm)).toHaveLength(all.length + breakable.length);
});

test('no rule holds what Markdown or Vue would take for markup', () => {
  expect(prose.replaceAll(/^<a id=".*"><\/a>$|^<!-- .* -->$/gm, '')).not.toMatch(/<|\{\{/);
});

/** The rules to which a text links; every link leads to their anchor from the working directory. */
function listLinkedRules(text: string): string[] {
  return [...text.matchAll(/^ *rule book {2}(.+)#(.+)$/gm)].map(([, path = '', id = '']) => {
    expect(readFileSync(resolve(path), 'utf8')).toContain(`<a id="${id}"></a>`);
    return id;
  });
}

describe('links to the rule', () => {
  test('stand under what explain says', async () => {
    const { stdout } = await runCli(['explain', 'cache.set/earlier-expiry-wins']);

    expect(listLinkedRules(stdout)).toEqual(['cache.set/earlier-expiry-wins']);
  });

  test('stand under every failure that is told in full', async () => {
    const { stdout } = await runCli(['check', getExamplePath('hand-written-mock'), '--full']);
    const failed = [...stdout.matchAll(/^[✗!] (\S+)/gm)].map(([, id]) => id);

    expect(failed.length).toBeGreaterThan(10);
    expect(listLinkedRules(stdout)).toEqual(failed);
  });

  test('stand in the error that a test throws', async () => {
    const mock = await loadImplementation(getExamplePath('hand-written-mock'));
    const thrown = await assertRule(mock, 'access.deny/returns-api').catch(String);

    expect(listLinkedRules(String(thrown))).toEqual(['access.deny/returns-api']);
  });

  test('are the same on every machine in a report for machines', async () => {
    const args = ['check', getExamplePath('reference'), '--runs', '1', '--reporter', 'json'];
    const { stdout } = await runCli(args);
    const report = JSON.parse(stdout) as Report;

    expect(report.rules.map(({ help }) => help)).toEqual(
      Object.keys(rules).map((id) => `docs/rules.md#${id}`),
    );
  });
});
