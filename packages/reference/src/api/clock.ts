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
