import { UsageError } from '@post-challenge/spec/command-line';
import { editions } from '@post-challenge/spec';
import { InvalidArgumentError, Option } from 'commander';
import { type Implementation, ImplementationError } from '../implementations/implementation.ts';
import { loadIsolated } from '../implementations/process/isolate.ts';
import { loadImplementation } from '../implementations/load-implementation.ts';
import { MAX_TIMEOUT } from '../language/assert-options.ts';
import type { Terminal } from './terminal.ts';

/** The options that set how an implementation runs. */
export interface ImplementationOptions {
  readonly timeout: number;
  readonly isolate?: true;
}

/** The description of the argument that names an implementation. */
export const describeImplementation = 'path of a module whose default export is an implementation';

/** The argument that names an implementation. */
export const implementationArgument = ['<implementation>', describeImplementation] as const;

/** Returns the path of the implementation: the argument of the command, or else the path in the configuration file. */
export function requireImplementation(
  argument: string | undefined,
  configured: string | undefined,
): string {
  const path = argument ?? configured;
  if (path !== undefined) return path;
  throw new UsageError(
    'missing required argument implementation. Name the module of your adapter, such as conformance/adapter.mjs. `init` writes one.',
  );
}

/** The option that limits the time for each answer. */
export const timeoutOption = new Option(
  '--timeout <ms>',
  'how long the implementation may take to answer a request, in milliseconds',
)
  .argParser(createWholeNumberParser(1, MAX_TIMEOUT))
  .default(5000);

/** The option that runs the implementation in a process of its own. */
export const isolateOption = new Option(
  '--isolate',
  'run the implementation in its own process; if it hangs or exits, the check continues',
);

/** Creates the option that names an edition. Without a default, the implementation decides. */
export function createEditionOption(description: string): Option {
  return new Option('--edition <edition>', description).choices(editions);
}

/** The option that names the edition of a check. */
export const editionOption = createEditionOption(
  'the edition of the pages by which to judge (default: that of the adapter, or 2025)',
);

/** Creates a parser of whole numbers between two bounds. */
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

/** An implementation, and the function that is called before each rule. */
interface LoadedImplementation {
  readonly implementation: Implementation;
  readonly enterRule?: (id: string) => void;
}

/** Loads the implementation that a module exports, into this process or into one of its own. */
export async function loadWithOptions(
  path: string,
  { timeout, isolate }: ImplementationOptions,
  { watch, endOnSignals }: Terminal,
): Promise<LoadedImplementation> {
  endOnSignals?.();
  if (isolate) return { implementation: await loadIsolated(path, timeout) };
  const watching = watch?.(timeout);
  const implementation = await loadImplementation(path);
  if (!watching) return { implementation };
  return { implementation: watching.wrap(implementation), enterRule: watching.enterRule };
}

/** Adds the path of the adapter to its errors. */
export async function nameFileInErrors<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ImplementationError)) throw error;
    throw new UsageError(`${path} cannot be checked. ${error.message}`, { cause: error });
  }
}
