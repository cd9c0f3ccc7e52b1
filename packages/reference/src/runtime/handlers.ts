import type { PostChallengeModule } from '@post-challenge/spec';
import { createMisuseError } from '../api/misuse.ts';

type HandlerName = keyof PostChallengeModule;

/** Throws a TypeError if a handler of an action is not a function, or has a name that the trigger ignores. */
export function assertHandlers(action: PostChallengeModule, index: number): void {
  const { onExecutePostChallenge, onContinuePostChallenge } = action;
  const misnamed = findMisnamedHandler(action);
  const advice = misnamed
    ? [`The trigger ignores ${misnamed.found}. Rename it to ${misnamed.right}.`]
    : adviseKind(action);
  assertFunction(`/actions/${index}/onExecutePostChallenge`, onExecutePostChallenge, advice);
  if (onContinuePostChallenge !== undefined || misnamed?.right === 'onContinuePostChallenge')
    assertFunction(`/actions/${index}/onContinuePostChallenge`, onContinuePostChallenge, advice);
}

/** Advises on a value that people pass in place of an action. */
function adviseKind(action: object): string[] {
  if (typeof Reflect.get(action, 'then') === 'function')
    return ["Write await loadAction('action.cjs')."];
  return typeof action === 'function' ? ['Write { onExecutePostChallenge: action }.'] : [];
}

function assertFunction(path: string, received: unknown, advice: readonly string[]): void {
  if (typeof received === 'function') return;
  const issue = { path, expected: 'an async function', received };
  throw createMisuseError('create a runtime', issue, advice);
}

const patterns: readonly [right: HandlerName, pattern: RegExp][] = [
  ['onExecutePostChallenge', /^on_?execute/i],
  // An export such as `once` is no handler.
  ['onExecutePostChallenge', /^[Oo]n(?!_?[Cc]ontinue)[A-Z_]/],
  ['onContinuePostChallenge', /^on_?continue.*post_?challenge$/i],
];

/** Finds a handler with a wrong name that people use for this trigger, if the right name is missing. */
export function findMisnamedHandler(
  action: object,
): { readonly found: string; readonly right: HandlerName } | undefined {
  for (const [right, pattern] of patterns) {
    const found = Object.keys(action).find(
      (name) => pattern.test(name) && typeof Reflect.get(action, name) === 'function',
    );
    if (found !== undefined && Reflect.get(action, right) === undefined) return { found, right };
  }
  return undefined;
}
