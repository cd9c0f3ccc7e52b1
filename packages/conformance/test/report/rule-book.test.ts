import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Report, assertRule } from '@post-challenge/conformance';
import {
  type Rule,
  citeSource,
  restsOnDecision,
  rules,
  sources,
  listRuleIds,
} from '@post-challenge/spec';
import { describe, expect, test } from 'vitest';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { locateRulePage } from '../../src/report/rule-book.ts';
import { runCli, getExamplePath } from '../commands/terminal.ts';

const book = readFileSync(new URL('../../../../docs/rules.md', import.meta.url), 'utf8');
const prose = book.replaceAll(/^```text$.*?^```$/gms, '');
const anchors = [...prose.matchAll(/^<a id="(.*)"><\/a>$/gm)].map(([, id]) => id);

test('the rule book has one anchor for each rule, which is its id', () => {
  expect(new Set(anchors).size).toBe(anchors.length);
  expect(anchors.filter((id) => id?.includes('/'))).toEqual(Object.keys(rules));
});

test('every link within the rule book leads to an anchor', () => {
  const links = [...prose.matchAll(/\]\(#(.*?)\)/g)].map(([, id]) => id);

  expect(links.length).toBeGreaterThan(anchors.length);
  expect(links.filter((id) => !anchors.includes(id))).toEqual([]);
});

test('every rule has a scenario that shows it, and a failure if it can be broken', () => {
  const all = Object.values(rules);
  const breakable = all.filter(({ level }) => level !== 'PROBE');

  expect(book.match(/^A failure of this rule:$/gm)).toHaveLength(breakable.length);
  expect(book.match(/^```text$/gm)).toHaveLength(all.length + breakable.length);
});

test('no rule holds text that Markdown or Vue reads as markup', () => {
  const markup = /^<a id=".*"><\/a>$|^<!-- .* -->$/gm;

  expect(prose.replaceAll(markup, '')).not.toMatch(/<|\{\{/);
});

test('the decisions have one anchor for each rule that rests on a decision', () => {
  const page = readFileSync(new URL('../../../../docs/decisions.md', import.meta.url), 'utf8');
  const found = [...page.matchAll(/<a id="(.*?)"><\/a>/g)].map(([, id]) => id);
  const expected = Object.entries<Rule>(rules).filter(([, rule]) => restsOnDecision(rule));

  expect(new Set(found).size).toBe(found.length);
  expect(new Set(found)).toEqual(new Set(expected.map(([id]) => id)));
});

/** Lists the rules that a text links to. Checks that every link leads to an anchor, from the working directory. */
function listLinkedRules(text: string): string[] {
  return [...text.matchAll(/^ *rule book {2}(.+)#(.+)$/gm)].map(([, path = '', id = '']) => {
    expect(readFileSync(resolve(path), 'utf8')).toContain(`<a id="${id}"></a>`);
    return id;
  });
}

describe('the page of a rule', () => {
  test('is on the site if the site has an address', () => {
    expect(locateRulePage('cache.set/ttl', undefined, 'https://docs.example.com/site')).toBe(
      'https://docs.example.com/site/rules/cache.set/ttl.html',
    );
  });

  test('is in the rule book, from the folder of the report, while the site has none', () => {
    expect(locateRulePage('cache.set/ttl', resolve('out/reports'), undefined)).toBe(
      join('../../docs/rules.md#cache.set/ttl'),
    );
  });
});

describe('links to the rule book', () => {
  test('are in the output of explain', async () => {
    const { stdout } = await runCli(['explain', 'cache.set/earlier-expiry-wins']);

    expect(listLinkedRules(stdout)).toEqual(['cache.set/earlier-expiry-wins']);
  });

  test('are beside the sources of the rule, or beside its decision', async () => {
    const { stdout: sourced } = await runCli(['explain', 'cache.set/ttl']);
    const { stdout: decided } = await runCli(['explain', 'cache.set/many-records']);

    expect(sourced).toContain(
      citeSource({ source: 'api-object', section: 'api.cache.set(key, value, [options])' }),
    );
    expect(sourced).toContain('edition 2025');
    expect(sourced).toContain(sources['api-object'].address);
    expect(decided).toMatch(/^ *decision {3}.*docs\/decisions\.md#cache\.set\/many-records$/m);
  });

  test('are in every failure that is shown in full', async () => {
    const { stdout } = await runCli([
      'check',
      getExamplePath('hand-written-mock'),
      '--full',
      '--runs',
      '5',
    ]);
    const failed = [...stdout.matchAll(/^[✗!] (\S+)/gm)].map(([, id]) => id);

    expect(failed.length).toBeGreaterThan(10);
    expect(listLinkedRules(stdout)).toEqual(failed);
  });

  test('are in the error of a test', async () => {
    const mock = await loadImplementation(getExamplePath('hand-written-mock'));
    const thrown = await assertRule(mock, 'access.deny/returns-api').catch(String);

    expect(listLinkedRules(String(thrown))).toEqual(['access.deny/returns-api']);
  });

  test('are the same on every machine in a JSON report', async () => {
    const args = [
      'check',
      getExamplePath('hand-written-mock'),
      '--runs',
      '1',
      '--reporter',
      'json',
    ];
    const { stdout } = await runCli(args);
    const report = JSON.parse(stdout) as Report;

    expect(report.rules.map(({ help }) => help)).toEqual(
      listRuleIds('2025').map((id) => `docs/rules.md#${id}`),
    );
  });
});
