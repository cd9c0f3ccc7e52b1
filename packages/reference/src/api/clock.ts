/**
 * Where the time comes from.
 *
 * @public
 */
export interface Clock {
  /**
   * Tells the time.
   *
   * @returns Milliseconds since the Unix epoch.
   */
  now(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };
