import { UsageError } from '@post-challenge/spec/command-line';
import { findScript } from '../../language/package-info.ts';
import { fromProcess } from '../from-process.ts';
import { type Implementation, ImplementationError } from '../implementation.ts';

/** The heap limit of an isolated implementation, in megabytes. */
const MAX_MEMORY_MB = 512;

/** The minimum time for loading a module, in milliseconds. */
const MIN_LOAD_TIMEOUT = 10_000;

/** Loads the implementation that a module exports in a process of its own. */
export async function loadIsolated(path: string, timeout: number): Promise<Implementation> {
  const script = findScript('#isolated');
  const args = [...process.execArgv, `--max-old-space-size=${MAX_MEMORY_MB}`, script, path];
  try {
    return await fromProcess({
      command: process.execPath,
      args,
      timeout: Math.max(timeout, MIN_LOAD_TIMEOUT),
    });
  } catch (error) {
    throw error instanceof ImplementationError ? createLoadError(path, error) : error;
  }
}

/** Converts an error of the process. If the process answered with an error, its message already names the module. */
function createLoadError(path: string, { message, cause }: ImplementationError): UsageError {
  return new UsageError(cause ? message : `${path} cannot be loaded. ${message}`, { cause });
}
