import type { Clock } from './implementation.ts';

/** A clock that only the suite moves. */
export interface SuiteClock extends Clock {
  /** Lets time pass. */
  advance(milliseconds: number): void;
  /** Gives back what stood still with it. */
  restore(): void;
}

/** What tells the time to an implementation that is not given a clock. */
const FAKED_GLOBALS = [
  'Date',
  'performance',
  'hrtime',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
] as const;

/** Makes a clock that stands at a time. */
export function createSuiteClock(now: number): SuiteClock {
  let time = now;
  return {
    now: () => time,
    advance: (milliseconds) => void (time += milliseconds),
    restore() {},
  };
}

/** Makes a clock by which everything in this process goes until it is ended: `Date`, `performance` and timers. */
export async function fakeSystemClock(now: number): Promise<SuiteClock> {
  // Loaded here, since it takes longer than all the rest of the suite.
  const { install } = await import('@sinonjs/fake-timers');
  const fakeClock = install({ now, toFake: [...FAKED_GLOBALS] });
  return {
    now: () => fakeClock.now,
    advance: (milliseconds) => void fakeClock.tick(milliseconds),
    restore: () => fakeClock.uninstall(),
  };
}
