/**
 * The timers of this process, as they were when this module was loaded.
 *
 * @remarks
 * A scenario may run while fake timers are installed. An import of `node:timers` would not help: a CommonJS bundle looks it up at
 * every call, and fake timers are installed there too.
 */
export const { setTimeout, clearTimeout, setImmediate } = globalThis;

/** Returns the time since this process started, in milliseconds. Fake timers do not change it. */
export const getElapsedTime: () => number = performance.now.bind(performance);
