/**
 * The timers of this process, as they were when this module was loaded.
 *
 * @remarks
 * A scenario may run while fake timers are installed. An import of `node:timers` would not help: a CommonJS bundle looks it up at
 * every call, and fake timers are installed there too.
 */
export const { setTimeout, clearTimeout, setImmediate } = globalThis;

/** Checks whether fake timers are installed now. */
export function areTimersFaked(): boolean {
  return globalThis.setTimeout !== setTimeout;
}

/** Checks whether fake timers were installed when this module was loaded. Those of the usual libraries have their clock as a member. */
export function areTimersFakedForGood(): boolean {
  return 'clock' in setTimeout;
}

/** The `Date` of this process, as it was when this module was loaded. */
const { Date: RealDate } = globalThis;

/** Returns the time of the machine, in milliseconds since the Unix epoch. Fake timers do not change it. */
export const getMachineTime: () => number = RealDate.now.bind(RealDate);

/** Returns the time since this process started, in milliseconds. Fake timers do not change it. */
export const getElapsedTime: () => number = performance.now.bind(performance);
