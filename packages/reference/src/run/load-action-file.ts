import { UsageError } from '@post-challenge/spec/command-line';
import { loadAction } from './load-action.ts';
import type { LoadedAction } from './recorded-runtime.ts';

/** Loads an action that the command line names, with the files of its modules. */
export async function loadActionFile(
  path: string,
  modules: Readonly<Record<string, string>>,
): Promise<LoadedAction> {
  try {
    return { path, module: await loadAction(path, { modules }) };
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}
