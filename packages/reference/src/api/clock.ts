/** A source of the time. */
export interface Clock {
  /**
   * Returns the current time.
   *
   * @returns The time, in milliseconds since the Unix epoch.
   */
  now(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };

/** Creates a clock that always shows the same time, in milliseconds since the Unix epoch. */
export function createFixedClock(time: number): Clock {
  return { now: () => time };
}
