import { promiseHooks } from 'node:v8';

/** The stack of a place. */
export interface CallSite {
  readonly stack?: string;
}

/** A promise of an async function that nobody has awaited yet. */
export interface FloatingPromise {
  readonly promise: Promise<unknown>;
  /** The place of the call. */
  readonly site: CallSite;
}

/** The promises that come into being in a handler. */
export interface PromiseCollector {
  /** Lists the promises of async functions that nobody has awaited so far. */
  readonly list: () => FloatingPromise[];
  /** Ends the collection of further promises. */
  readonly close: () => void;
  /** Ends the watch over those that were collected. */
  readonly stop: () => void;
}

/**
 * Collects the promises of async functions, without those that somebody awaits or passes on.
 *
 * @param isOfAction - Whether a line of a stack is in the code of an action.
 */
export function collectPromises(isOfAction: (line: string) => boolean): PromiseCollector {
  const unread = new Map<Promise<unknown>, Error>();
  let last:
    | { readonly promise: unknown; readonly parent: Promise<unknown>; readonly site: Error }
    | undefined;
  let isOpen = true;
  const stop = promiseHooks.createHook({
    init(promise, parent) {
      last = undefined;
      if ((parent as unknown) !== undefined) {
        const site = unread.get(parent);
        if (site) last = { promise, parent, site };
        unread.delete(parent);
      } else if (isOpen) unread.set(promise, new Error('call'));
    },
    settled(promise) {
      // The engine wraps a value that an async function awaits into a promise, whose parent is the promise of the function.
      if (last?.promise === promise) unread.set(last.parent, last.site);
      last = undefined;
    },
  }) as () => void;
  return {
    list: () =>
      [...unread]
        .map(([promise, { stack }]) => ({ promise, frames: listFrames(String(stack)) }))
        // The first frame is the async function itself; that of another promise has no file. `fetch` is a stand-in of the suite.
        .filter(({ frames: [first = '', second = ''] }) =>
          isOfAction(/ answerFetch \(/.test(first) ? second : first),
        )
        .map(({ promise, frames: [first = '', ...callers] }) => {
          const caller = callers.some(isOfAction) ? callers : [first];
          return { promise, site: { stack: caller.join('\n') } };
        }),
    close: () => void (isOpen = false),
    stop,
  };
}

/** Lists the frames of a stack without those of the hook. Node adds one of its own if there are several hooks. */
function listFrames(stack: string): string[] {
  return stack
    .split('\n')
    .slice(2)
    .filter((frame) => !frame.includes('(node:internal/promise_hooks:'));
}
