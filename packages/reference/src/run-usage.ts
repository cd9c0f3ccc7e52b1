/** What the command line was given that cannot be used: the message says what, and what to do. */
export class UsageError extends Error {}
