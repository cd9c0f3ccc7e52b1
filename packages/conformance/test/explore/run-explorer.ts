import { join } from 'node:path';
import type { Exploration } from '../../src/explore/explore.ts';
import { type ExploreTask, runExploration } from '../../src/explore/run-exploration.ts';
import { writeFolder } from '../commands/terminal.ts';

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
