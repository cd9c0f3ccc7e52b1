/** Thrown if a command cannot use its input. The message names the problem and the remedy. */
export class UsageError extends TypeError {}
