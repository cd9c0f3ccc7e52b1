import type {
  ChallengedTransaction,
  CompletionInput,
  RedirectedTransaction,
  ReturnInput,
  SchemaName,
  SubmissionInput,
  TransactionInput,
  UserReturn,
} from '@post-challenge/spec';
import { validate } from '@post-challenge/spec';
import { copyAsJson } from '../api/copy.ts';
import { createMisuseError } from '../api/misuse.ts';
import { includesFactor, listTypes } from '../api/factors.ts';
import { readParameter } from '../api/redirect.ts';
import { areSameState } from './state.ts';

/** The reason for which a transaction refuses an input of the user. */
export type RefusedInputCode = 'FactorNotOffered' | 'MissingState' | 'OtherState';

/**
 * Thrown if the transaction cannot continue with an input of the user.
 *
 * @remarks
 * The transaction does not change, so the user can try again. The message names the offered factors and holds no state.
 */
export class RefusedInputError extends Error {
  /** The name of the class. */
  override readonly name = 'RefusedInputError';
  /** The reason of the refusal; codes do not change between versions. */
  readonly code: RefusedInputCode;

  /**
   * Creates the error.
   *
   * @param code - The reason of the refusal.
   * @param reason - The reason in words, without a full stop.
   */
  constructor(code: RefusedInputCode, reason: string) {
    super(`Cannot resume the transaction: ${reason}.`);
    this.code = code;
  }
}

/** Parses the factor that the user completed, which must be one of the offered factors, and its request. */
export function parseCompletion(
  { factors }: ChallengedTransaction,
  input: TransactionInput,
): CompletionInput {
  const completion = assertInput<CompletionInput>('CompletionInput', input, [
    'The transaction waits for a factor. Pass the factor that the user completed, such as',
    `{ completes: { type: '${factors[0]?.type}' } }.`,
  ]);
  const { completes } = completion;
  const offered = listTypes(factors);
  if (includesFactor(offered, completes)) return completion;
  throw new RefusedInputError(
    'FactorNotOffered',
    `the factor ${completes.type} is not offered, expected ${offered.join(' or ')}`,
  );
}

/** Parses the request of a return, which must have the state of the redirect. */
export function parseReturn({ state }: RedirectedTransaction, input: TransactionInput): UserReturn {
  const { returns } = assertInput<ReturnInput>('ReturnInput', input, [
    'The transaction waits for the return of the user. Pass the request of the return, such as',
    "{ returns: { method: 'GET', query: { state }, body: {} } }.",
  ]);
  const returned = readParameter(returns, 'state');
  if (returned === undefined)
    throw new RefusedInputError('MissingState', 'the return has no parameter "state"');
  if (!areSameState(returned, state))
    throw new RefusedInputError(
      'OtherState',
      'the state of the return is not the state of this redirect',
    );
  return returns;
}

/** Parses the values of a submitted form. */
export function parseSubmission(input: TransactionInput): SubmissionInput {
  return assertInput<SubmissionInput>('SubmissionInput', input, [
    'The transaction waits for a form. Pass the submitted fields, such as',
    "{ submits: { fields: { name: 'value' } } }.",
  ]);
}

const REQUEST_ADVICE = "Write the request as { request: { method: 'POST', query: {}, body: {} } }.";

/** Copies the input, and throws if the transaction waits for another type of input. */
function assertInput<I extends TransactionInput>(
  schema: SchemaName,
  input: TransactionInput,
  advice: readonly string[],
): I {
  const purpose = 'resume the transaction';
  const copy = copyAsJson(purpose, '/input', input, advice) as I;
  const [issue] = validate(schema, copy);
  if (issue === undefined) return copy;
  const isInRequest = schema === 'CompletionInput' && /^\/request(\/|$)/.test(issue.path);
  const path = `/input${issue.path}`;
  throw createMisuseError(purpose, { ...issue, path }, isInRequest ? [REQUEST_ADVICE] : advice);
}
