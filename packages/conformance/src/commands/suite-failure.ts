import { ImplementationError } from '../implementations/implementation.ts';
import { isFileOfSuite } from '../language/package-info.ts';

/** Whether the suite itself threw an error: the code that threw it is a file of the suite. */
export function isSuiteFailure(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof ImplementationError) return false;
  const [, file = ''] =
    /^ +at (?:.* \()?(?:file:\/\/)?(.*?):\d+:\d+\)?$/m.exec(String(error.stack)) ?? [];
  return isFileOfSuite(file);
}

/** Describes an error of the suite itself, for a report of the error. */
export function describeSuiteFailure(error: unknown): string {
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The suite itself failed. This is not a verdict on the implementation. Please report this error:\n${text}`;
}
