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
  try {
    const prototypes = listPrototypes(thrown);
    const known = classes.find(({ prototype }) => prototypes.includes(prototype));
    return known?.name ?? (isErrorOfAnyRealm(thrown) ? 'Error' : NO_ERROR);
  } catch {
    // The traps of a proxy may throw.
    return NO_ERROR;
  }
}

const NO_ERROR = 'a value that is not an Error';

/** The longest chain of prototypes to follow. The chain of a proxy may have no end, and `instanceof` then has none either. */
const LONGEST_CHAIN = 100;

function listPrototypes(value: unknown): unknown[] {
  const found: unknown[] = [];
  let current = value;
  while (isReference(current) && found.length < LONGEST_CHAIN) {
    current = Object.getPrototypeOf(current);
    found.push(current);
  }
  return found;
}

function isReference(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function isErrorOfAnyRealm(thrown: unknown): boolean {
  return Object.prototype.toString.call(thrown) === '[object Error]';
}
