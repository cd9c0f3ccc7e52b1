/**
 * The timers and the clock of this process as they were when the suite was loaded.
 *
 * @remarks
 * A scenario may run while fake timers are installed. An import of `node:timers` would not help: in a bundle of CommonJS it is
 * looked up at every call, and fake timers are installed there too.
 */
export const { setTimeout, clearTimeout, setImmediate } = globalThis;

/** The time since this process began, in milliseconds. */
export const getElapsedTime: () => number = performance.now.bind(performance);
