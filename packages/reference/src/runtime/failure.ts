import { InvalidTokenError } from '../api/token.ts';

/** Describes the failure of an action in a sentence. */
export function describeFailure(action: number, handler: string, problem: string): string {
  return `Cannot execute action ${action}: ${handler} ${problem}.`;
}

const classes = [
  InvalidTokenError,
  AggregateError,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
  Error,
];

/**
 * Returns the name of the standard class of an error.
 *
 * An error of another class gets the name of the standard class that it extends: a name that the action has chosen may hold a
 * secret, as a message may.
 */
export function getErrorClass(thrown: unknown): string {
  const known = classes.find((constructor) => thrown instanceof constructor);
  return known?.name ?? (isErrorOfAnyRealm(thrown) ? 'Error' : 'a value that is not an Error');
}

function isErrorOfAnyRealm(thrown: unknown): boolean {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}
