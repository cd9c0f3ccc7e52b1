import { ImplementationError } from '../implementations/implementation.ts';
import { setTimeout } from '../language/real-timers.ts';
import { describeError } from '../language/serialize-error.ts';

/** An error outside a call that no request has received yet. */
let waitingError: ImplementationError | undefined;
let lastReported: unknown;
let rejectRequest: ((error: ImplementationError) => void) | undefined;
let isReported = false;

/** Declares that {@link reportUncaughtError} is called for every error outside a call. A test runner has its own way. */
export function expectUncaughtErrors(): void {
  isReported = true;
}

/**
 * Reports an error that the implementation threw outside a call, such as in a timer. The request that is under way fails with it, or
 * else the rule that is being checked.
 */
export function reportUncaughtError(error: unknown): void {
  // A call of process.exit is reported, and then it throws the same error.
  if (error === lastReported) return;
  lastReported = error;
  const received = toOutsideError(error);
  if (rejectRequest) rejectRequest(received);
  else waitingError ??= received;
}

/** Takes the error that no request has received, after the timers that are due and the rejections that nobody handled. */
export async function awaitUncaughtError(): Promise<ImplementationError | undefined> {
  if (!isReported) return undefined;
  await new Promise((resolve) => void setTimeout(resolve, 1));
  const error = waitingError;
  waitingError = undefined;
  return error;
}

/** Lets a request receive the errors outside a call. Returns the function that ends this. */
export function receiveUncaughtErrors(reject: (error: ImplementationError) => void): () => void {
  rejectRequest = reject;
  return () => {
    rejectRequest = undefined;
  };
}

function toOutsideError(error: unknown): ImplementationError {
  if (error instanceof ImplementationError) return error;
  return new ImplementationError(
    `The implementation threw an error outside a call: ${describeError(error)}. Catch it, or await the promise that rejects.`,
    { cause: error },
  );
}
