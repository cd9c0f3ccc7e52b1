import { UsageError } from '@post-challenge/spec/command-line';
import { InvalidArgumentError, Option } from 'commander';
import { type Implementation, ImplementationError } from '../implementations/implementation.ts';
import { loadIsolated } from '../implementations/process/isolate.ts';
import { loadImplementation } from '../implementations/load-implementation.ts';
import { MAX_TIMEOUT } from '../runner/run-scenario.ts';
import type { Terminal } from './terminal.ts';

/** How an implementation is run. */
export interface ImplementationOptions {
  readonly timeout: number;
  readonly isolate?: true;
}

/** The least time for which a module may keep everything else from running, in milliseconds: loading it takes some. */
const MIN_HANG_TIMEOUT = 5000;

/** The argument that names an implementation. */
export const implementationArgument = [
  '<implementation>',
  'a module whose default export is an implementation',
] as const;

/** The option that bounds each answer. */
export const timeoutOption = new Option(
  '--timeout <ms>',
  'how long the implementation may take to answer',
)
  .argParser(createWholeNumberParser(1, MAX_TIMEOUT))
  .default(5000);

/** The option that asks for a process of its own. */
export const isolateOption = new Option(
  '--isolate',
  'run the implementation in a process of its own, which may hang or end',
);

/** Reads a whole number between two bounds. */
export function createWholeNumberParser(
  least: number,
  most = Number.MAX_SAFE_INTEGER,
): (text: string) => number {
  return (text) => {
    const number = Number(text);
    if (/^-?\d+$/.test(text) && number >= least && number <= most) return number;
    throw new InvalidArgumentError(
      `Expected a whole number of at least ${least}${most < Number.MAX_SAFE_INTEGER ? `, at most ${most}` : ''}.`,
    );
  };
}

/** The implementation that a module exports, in this process or in one of its own. */
export async function loadWithOptions(
  path: string,
  { timeout, isolate }: ImplementationOptions,
  { watch }: Terminal,
): Promise<Implementation> {
  if (isolate) return loadIsolated(path, timeout);
  const wrap = watch?.(Math.max(timeout, MIN_HANG_TIMEOUT));
  const implementation = await loadImplementation(path);
  return wrap ? wrap(implementation) : implementation;
}

/** Names the file in what is wrong with an adapter. */
export async function nameFileInErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ImplementationError)) throw error;
    throw new UsageError(`${path} cannot be checked. ${error.message}`, { cause: error });
  }
}
