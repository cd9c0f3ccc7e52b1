import { promiseHooks } from 'node:v8';

/** A promise of an async function that nobody has awaited yet. */
export interface FloatingPromise {
  readonly promise: Promise<unknown>;
  /** The stack of the call of the async function. */
  readonly stack: string;
}

/**
 * Collects the promises of async functions until it is stopped, without those that somebody awaits or passes on.
 *
 * @param isOfAction - Whether a line of a stack is in the code of an action.
 * @returns A function that lists the promises that nobody has awaited so far, and one that stops to collect further ones.
 */
export function collectFloatingPromises(isOfAction: (line: string) => boolean): {
  readonly list: () => FloatingPromise[];
  readonly close: () => void;
  readonly stop: () => void;
} {
  const floating = new Map<Promise<unknown>, string>();
  let last: { readonly promise: unknown; readonly parent: Promise<unknown>; readonly stack: string } | undefined;
  let isOpen = true;
  const stop = promiseHooks.createHook({
    init(promise, parent) {
      last = undefined;
      if ((parent as unknown) !== undefined) {
        const stack = floating.get(parent);
        if (stack !== undefined) last = { promise, parent, stack };
        floating.delete(parent);
      } else if (isOpen) {
        const stack = readStack();
        // The frame after that of this hook is the async function itself. Other promises have a frame without a file there.
        if (isOfAction(stack.split('\n')[3] ?? '')) floating.set(promise, stack);
      }
    },
    settled(promise) {
      // The engine wraps a value that an async function awaits into a promise, whose parent is the promise of the function.
      if (last?.promise === promise) floating.set(last.parent, last.stack);
      last = undefined;
    },
  });
  return {
    list: () => [...floating].map(([promise, stack]) => ({ promise, stack })),
    close: () => void (isOpen = false),
    stop: () => void stop(),
  };
}

const STACK_DEPTH = 8;

function readStack(): string {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = STACK_DEPTH;
  const stack = String(new Error('call').stack);
  Error.stackTraceLimit = before;
  return stack;
}
