import type { Edition } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import { type HostAdapter, getHostAdapter } from '../implementations/from-host.ts';
import { loadImplementation } from '../implementations/load-implementation.ts';
import { ActionFiles } from './action-files.ts';
import { type Exploration, type ExploreOptions, explore } from './explore.ts';
import { createReferenceHost, loadReference } from './load-reference.ts';
import { loadStandIns } from './stand-ins.ts';

/** The actions to explore, and the options: plain JSON, so that it can go to another thread. */
export interface ExploreTask {
  /** The paths of the actions, in the order in which they execute. */
  readonly paths: readonly string[];
  /** The path of the adapter of a host; the default is the reference. */
  readonly host?: string;
  readonly edition?: Edition;
  readonly runs: number;
  readonly seed: number;
  /** How long an action may wait for nothing, in milliseconds. */
  readonly timeout: number;
  readonly secrets: Readonly<Record<string, string>>;
  readonly configuration: Readonly<Record<string, string>>;
  /** The path of the stand-ins. */
  readonly mock?: string;
  readonly replay?: string;
}

/** Loads all that a task names, and explores the actions in this thread. */
export async function runExploration(
  { paths, host, mock, replay, ...task }: ExploreTask,
  callbacks: Pick<ExploreOptions, 'onVisit' | 'onExecution'> = {},
): Promise<Exploration> {
  const reference = await loadReference();
  return explore({
    ...task,
    ...callbacks,
    files: new ActionFiles(paths, reference.loadAction),
    host: host === undefined ? createReferenceHost(reference) : await loadHost(host),
    ...(replay !== undefined && { replay }),
    ...(mock !== undefined && { standIns: await loadStandIns(mock) }),
  });
}

async function loadHost(path: string): Promise<HostAdapter> {
  const adapter = getHostAdapter(await loadImplementation(path));
  if (adapter) return adapter;
  throw new UsageError(
    `--host ${path} exports an implementation that is not made by fromHost, so it cannot execute actions. Write \`export default fromHost({ name, open })\`.`,
  );
}
