import { readFileSync } from 'node:fs';
import {
  type Report,
  type Verdict,
  type VerdictName,
  checkConformance,
} from '@post-challenge/conformance';
import { type Capability, type RuleId, rules, listRuleIds } from '@post-challenge/spec';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { countsAsFailure } from '../../src/report/report.ts';
import { loadImplementation } from '../../src/implementations/load-implementation.ts';
import { reference } from '../implementations.ts';
import { createTestReport } from './reports.ts';
import { runCli, getExamplePath } from '../commands/terminal.ts';

const published = new URL('../../schema/', import.meta.url);

/** Validates a value against a published schema, with a strict validator. Returns the errors. */
function validatePublished(name: 'Report' | 'Scenario' | 'Trace', value: unknown): unknown {
  const validate: ValidateFunction = (validators[name] ??= new Ajv2020({
    strict: true,
  }).compile(JSON.parse(readFileSync(new URL(`${name}.json`, published), 'utf8')) as object));
  return validate(value) ? [] : validate.errors;
}

const validators: Partial<Record<string, ValidateFunction>> = {};

describe('the published schemas accept', () => {
  test.for(['reference', 'hand-written-mock'])('the report on %s', async (name) => {
    const { stdout } = await runCli([
      'check',
      getExamplePath(name),
      '--runs',
      '5',
      '--rule',
      'a*',
      '--rule',
      'cache.*',
      '--rule',
      'flow/*',
      '--reporter',
      'json',
    ]);

    expect(validatePublished('Report', JSON.parse(stdout))).toEqual([]);
  });

  test('the scenario and the trace of every failure', async () => {
    const mock = await loadImplementation(getExamplePath('hand-written-mock'));
    const failed = (await checkConformance(mock, { runs: 5 })).rules.filter(
      ({ verdict }) => verdict === 'failed',
    );

    expect(failed.length).toBeGreaterThan(10);
    for (const { id, scenario, trace } of failed) {
      expect(validatePublished('Scenario', scenario), id).toEqual([]);
      expect(validatePublished('Trace', trace), id).toEqual([]);
    }
  });
});

test('the published schemas refuse unknown members and values', async () => {
  const report = await checkConformance(reference, { rules: ['access.deny/denies'], runs: 1 });
  const [verdict] = report.rules;

  expect(validatePublished('Report', report)).toEqual([]);
  expect(validatePublished('Report', { ...report, conformant: true })).not.toEqual([]);
  expect(validatePublished('Report', { ...report, machine: 'mine' })).not.toEqual([]);
  expect(
    validatePublished('Report', { ...report, rules: [{ ...verdict, verdict: 'ok' }] }),
  ).not.toEqual([]);
});

test('a verdict keeps its traces if the options ask for them', async () => {
  const rule = { rules: ['cache.set/ttl'] as const, runs: 3 };
  const asked = await checkConformance(reference, { ...rule, traces: true });
  const [verdict] = asked.rules;

  expect(verdict?.traces).toHaveLength(verdict?.runs ?? 0);
  expect(verdict?.traces?.[0]?.scenario.transactions).toHaveLength(1);
  expect(verdict?.traces?.[0]?.trace.transactions).toHaveLength(1);
  expect(validatePublished('Report', asked)).toEqual([]);
  expect((await checkConformance(reference, rule)).rules[0]).not.toHaveProperty('traces');
});

const noHost: Partial<Verdict> = { verdict: 'unobservable', lacks: ['host'] };
const isHostRule = (id: RuleId) => (rules[id].needs as readonly string[]).includes('host');

describe('an implementation is conformant', () => {
  test('at host level if every MUST passed', () => {
    expect(createTestReport(() => ({})).conformant).toBe('host');
  });

  test('at api level if only rules that need a host are unobservable', () => {
    expect(createTestReport((id) => (isHostRule(id) ? noHost : {})).conformant).toBe('api');
  });

  test('even if every other rule than a MUST failed', () => {
    const { conformant } = createTestReport((id) =>
      rules[id].level === 'MUST' ? {} : { verdict: 'failed' },
    );

    expect(conformant).toBe('host');
  });

  test.for<VerdictName>(['failed', 'blocked', 'vacuous', 'errored'])(
    'but not if one MUST is %s',
    (verdict) => {
      const { conformant } = createTestReport((id) => (id === 'cache.set/ttl' ? { verdict } : {}));

      expect(conformant).toBe(false);
    },
  );

  test.for<[readonly Capability[], Report['conformant']]>([
    [['in-process'], 'host'],
    [['host'], 'api'],
    [['host', 'in-process'], 'api'],
    [['outcome'], false],
    [['outcome', 'host'], false],
    [['outcome', 'in-process'], false],
    [['clock'], false],
  ])('or not, if a MUST is unobservable without %j: %j', ([lacks, conformant]) => {
    const report = createTestReport((id) =>
      id === 'access.deny/denies' ? { verdict: 'unobservable', lacks } : {},
    );

    expect(report.conformant).toBe(conformant);
    expect(report.rules.some((rule) => countsAsFailure(rule))).toBe(conformant === false);
  });

  test('but not if a MUST was not selected', async () => {
    const report = await checkConformance(reference, { rules: ['access.deny/denies'], runs: 1 });

    expect(report).toMatchObject({ complete: true, conformant: false, judged: 1 });
  });
});

test('the summary counts every verdict, and the judged rules are those that passed or failed', () => {
  const { summary, judged } = createTestReport((id) => (isHostRule(id) ? noHost : {}));
  const hosted = listRuleIds('2025').filter(isHostRule).length;
  const count = listRuleIds('2025').length;

  expect(summary).toEqual({
    passed: count - hosted,
    failed: 0,
    blocked: 0,
    unobservable: hosted,
    vacuous: 0,
    errored: 0,
    probed: 0,
  });
  expect(judged).toBe(count - hosted);
});
