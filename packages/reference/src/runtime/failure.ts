import { InvalidTokenError } from '../api/token.ts';

/** The sentence on an action that could not be executed. */
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
 * The class of what an action has thrown.
 *
 * Classes that are not known here go by the one they extend: whatever the action itself has chosen, a name no less than a
 * message, may hold a secret.
 */
export function getErrorClass(thrown: unknown): string {
  const known = classes.find((constructor) => thrown instanceof constructor);
  return known?.name ?? (isErrorOfAnyRealm(thrown) ? 'Error' : 'what is no Error');
}

function isErrorOfAnyRealm(thrown: unknown): boolean {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}
