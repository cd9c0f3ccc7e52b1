import { fileURLToPath } from 'node:url';
import { UsageError } from '@post-challenge/spec/command-line';
import { fromProcess } from './from-process.ts';
import { type Implementation, ImplementationError } from './implementation.ts';

/** The most that the objects of an isolated implementation may take, in megabytes. */
const MEMORY = 512;

/** The least time that a module is given to be loaded, in milliseconds. */
const LOADING = 10_000;

/**
 * The implementation that a module exports, loaded in a process of its own.
 *
 * @internal
 */
export async function isolated(path: string, timeout: number): Promise<Implementation> {
  const script = fileURLToPath(new URL('./isolated.js', import.meta.url));
  const args = [...process.execArgv, `--max-old-space-size=${MEMORY}`, script, path];
  try {
    return await fromProcess({
      command: process.execPath,
      args,
      timeout: Math.max(timeout, LOADING),
    });
  } catch (error) {
    throw error instanceof ImplementationError ? unloaded(path, error) : error;
  }
}

/** What the process answers is a sentence on the module already. */
function unloaded(path: string, { message, cause }: ImplementationError): UsageError {
  return new UsageError(cause ? message : `${path} cannot be loaded. ${message}`, { cause });
}
