import { createHook } from 'node:async_hooks';

/** Knows which work of Node itself still runs: it has neither a timer nor a turn of the event loop. */
export interface NativeWork {
  readonly isRunning: () => boolean;
  /** Ends the watch. */
  readonly stop: () => void;
}

/** Watches work that Node does in other threads and answers later, such as `crypto.scrypt` and `fs.readFile`. */
export function watchNativeWork(): NativeWork {
  const running = new Set<number>();
  const hook = createHook({
    init(id, type) {
      if (isWork(type) && !isSynchronous(new Error('call'))) running.add(id);
    },
    after: (id) => void running.delete(id),
  }).enable();
  return { isRunning: () => running.size > 0, stop: () => void hook.disable() };
}

/** Whether a resource is a request for the threads of Node, and not one that leaves the machine. */
function isWork(type: string): boolean {
  return /^FSREQ|REQUEST$/.test(type) && type !== 'HTTPCLIENTREQUEST';
}

/** Whether work is done at once. Such work begins in the same way, but nothing says that it has ended. */
function isSynchronous({ stack = '' }: Error): boolean {
  return /at \w+Sync \(node:/.test(stack);
}
