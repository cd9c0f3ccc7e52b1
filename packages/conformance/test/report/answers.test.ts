import { plain } from '@post-challenge/spec/command-line';
import { expect, test } from 'vitest';
import { type ReporterName, reporters } from '../../src/report/reporters/reporters.ts';
import { createTestReport } from './reports.ts';

const report = createTestReport((id) =>
  id === 'access.deny/second-reason'
    ? { verdict: 'probed', answers: ['the last reason', 'the first\nreason'] }
    : {},
);

test.for<[ReporterName, RegExp]>([
  ['pretty', /^ {2}access\.deny\/second-reason {2}the last reason \/ the first reason$/m],
  ['markdown', /^- `access\.deny\/second-reason`: the last reason \/ the first reason$/m],
  [
    'html',
    /<code>access\.deny\/second-reason<\/code>.*the last reason \/ the first reason.*<\/summary>/,
  ],
])('the report as %s shows the answers to a probe on one line', ([name, line]) => {
  expect(
    reporters[name](report, {
      path: 'a.mjs',
      paint: plain,
      full: false,
      width: Infinity,
      failOn: 'must' as const,
    }),
  ).toMatch(line);
});

test('a report without answers has no list of them', () => {
  const silent = createTestReport(() => ({}));

  for (const name of ['pretty', 'markdown'] as const) {
    const text = reporters[name](silent, {
      path: 'a.mjs',
      paint: plain,
      full: false,
      width: Infinity,
      failOn: 'must' as const,
    });
    expect(text).not.toContain('leave these questions open');
  }
});
