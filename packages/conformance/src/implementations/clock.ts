import { install } from '@sinonjs/fake-timers';
import { quoteValue } from '@post-challenge/spec/command-line';
import { areTimersFaked } from '../language/real-timers.ts';
import { type Clock, ImplementationError } from './implementation.ts';

/** A clock that only the suite moves. */
export interface SuiteClock extends Clock {
  /** Lets time pass. */
  advance(milliseconds: number): void;
  /** Restores the clock and the timers of the system, if they were faked. */
  restore(): void;
}

/** The globals from which code can read the time of the system. */
const FAKED_GLOBALS = [
  'Date',
  'performance',
  'hrtime',
  'setTimeout',
  'clearTimeout',
  'setInterval',
  'clearInterval',
] as const;

/** Asserts that the member `clock` of an adapter is absent or `'system'`. */
export function assertClock(clock: unknown): void {
  if (clock === undefined || clock === 'system') return;
  throw new TypeError(`clock is ${quoteValue(clock)}. Write clock: 'system', or leave it out.`);
}

/** How long the faked system has been running, in milliseconds. Code takes a monotonic time of 0 for no time. */
const UPTIME = 1_000_000;

/** Creates a clock that only `advance` moves. */
export function createSuiteClock(now: number): SuiteClock {
  let time = now;
  return {
    now: () => time,
    advance: (milliseconds) => void (time += milliseconds),
    restore() {},
  };
}

/** The advice for timers that another tool fakes. */
export const FOREIGN_TIMERS =
  'Fake timers of another tool, such as the test runner, are installed. Restore the real ones while the suite runs, for example with vi.useRealTimers() or jest.useRealTimers().';

let isFaked = false;

/** Checks whether another tool than the suite has faked the timers. */
export function hasForeignTimers(): boolean {
  return areTimersFaked() && !isFaked;
}

/** Fakes `Date`, `performance` and the timers of this process until the clock is restored. */
export function fakeSystemClock(now: number): SuiteClock {
  if (hasForeignTimers()) throw new ImplementationError(FOREIGN_TIMERS);
  isFaked = true;
  const fakeClock = install({ now: now - UPTIME, toFake: [...FAKED_GLOBALS] });
  fakeClock.tick(UPTIME);
  return {
    now: () => fakeClock.now,
    advance: (milliseconds) => void fakeClock.tick(milliseconds),
    restore() {
      isFaked = false;
      fakeClock.uninstall();
    },
  };
}
