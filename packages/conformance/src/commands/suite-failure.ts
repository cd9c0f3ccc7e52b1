import { ImplementationError } from '../implementations/implementation.ts';
import { isFileOfSuite } from '../language/package-info.ts';

/** Objects of JavaScript whose functions the suite calls. */
const builtIns: Readonly<Record<string, object>> = {
  JSON,
  Object,
  Reflect,
  'Array.prototype': Array.prototype,
  'Map.prototype': Map.prototype,
  'Promise.prototype': Promise.prototype,
  'RegExp.prototype': RegExp.prototype,
  'Set.prototype': Set.prototype,
  'String.prototype': String.prototype,
};

/** The functions of each object, as they were when this module was loaded. */
const originals = Object.entries(builtIns).map(([owner, object]) => ({
  owner,
  object,
  functions: Object.getOwnPropertyDescriptors(object) as Readonly<
    Record<string, PropertyDescriptor>
  >,
}));

/** Whether the suite itself threw an error: the code that threw it is a file of the suite. */
export function isSuiteFailure(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof ImplementationError) return false;
  const [, file = ''] =
    /^ +at (?:.* \()?(?:file:\/\/)?(.*?):\d+:\d+\)?$/m.exec(String(error.stack)) ?? [];
  return isFileOfSuite(file);
}

/** Describes an error of the suite itself, for a report of the error. An implementation can also break the suite. */
export function describeSuiteFailure(error: unknown): string {
  const replaced = findReplacedFunction();
  if (replaced !== undefined)
    return `The implementation has replaced ${replaced}, which the suite uses. Restore it after each call, or run with --isolate.`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return `The suite itself failed. This is not a verdict on the implementation. Please report this error:\n${text}`;
}

function findReplacedFunction(): string | undefined {
  for (const { owner, object, functions } of originals)
    for (const name in functions)
      if (Object.getOwnPropertyDescriptor(object, name)?.value !== functions[name]?.value)
        return `${owner}.${name}`;
  return undefined;
}
