import { join } from 'node:path';
import { expect } from 'vitest';
import { type Exploration, encodeFinding } from '../../src/explore/explore.ts';
import { type ExploreTask, runExploration } from '../../src/explore/run-exploration.ts';
import { writeFolder } from '../commands/terminal.ts';
import type { FaultyAction } from './faulty-actions.ts';

/** The options of a short exploration. */
export const shortTask = {
  runs: 60,
  seed: 0,
  timeout: 200,
  secrets: {},
  configuration: {},
} as const;

/** Explores an action of this source in a temporary file. */
export async function exploreSource(
  source: string,
  options: Partial<ExploreTask> = {},
): Promise<Exploration> {
  const folder = writeFolder({ 'action.cjs': source });
  return runExploration({ ...shortTask, paths: [join(folder, 'action.cjs')], ...options });
}

/** Lists the findings as `level kind`, without repetitions. */
export function listKinds({ findings }: Exploration): string[] {
  return [...new Set(findings.map(({ level, kind }) => `${level} ${kind}`))];
}

/** Lists the errors. */
export function listErrors({ findings }: Exploration): string[] {
  return findings
    .filter(({ level }) => level === 'error')
    .map(({ id, event }) => `${id}: ${event}`);
}

/** Expects that the mistake of an action is found, no other one, and that the replay word of each finding gives the same finding. */
export async function expectFound({ kind, level, source }: FaultyAction): Promise<void> {
  const folder = writeFolder({ 'action.cjs': source });
  const task = { ...shortTask, paths: [join(folder, 'action.cjs')] };
  const exploration = await runExploration(task);

  expect(listKinds(exploration)).toContain(`${level ?? 'error'} ${kind}`);
  // No other mistake is found, apart from hints.
  expect(listErrors(exploration).filter((error) => !error.startsWith(`${kind}@`))).toEqual([]);
  for (const finding of exploration.findings) {
    const replayed = await runExploration({ ...task, replay: encodeFinding(finding) });
    expect(replayed.findings).toEqual([finding]);
  }
}
