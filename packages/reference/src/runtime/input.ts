import type {
  ChallengedTransaction,
  CompletionInput,
  FactorSelector,
  RedirectedTransaction,
  ReturnInput,
  SchemaName,
  TransactionInput,
  UserReturn,
} from '@post-challenge/spec';
import { validate } from '@post-challenge/spec';
import { copyAsJson, createMisuseError } from '../api/arguments.ts';
import { includesFactor } from '../api/factors.ts';
import { readParameter } from '../api/redirect.ts';
import { areSameState } from './state.ts';

/**
 * Why a transaction did not go on with what the user did.
 *
 * @public
 */
export type RefusedInputCode = 'FactorNotOffered' | 'MissingState' | 'OtherState';

/**
 * Thrown where what the user did does not let the transaction go on.
 *
 * @remarks
 * The transaction is as it was, so that the user can try again. The message names the factors on offer, and holds no state.
 *
 * @public
 */
export class RefusedInputError extends Error {
  /** Tells this class of errors from others. */
  override readonly name = 'RefusedInputError';
  /** Why the input was refused; it does not change from version to version. */
  readonly code: RefusedInputCode;

  /**
   * Makes the error.
   *
   * @param code - Why the input was refused.
   * @param reason - The same in words.
   */
  constructor(code: RefusedInputCode, reason: string) {
    super(`Cannot resume the transaction: ${reason}.`);
    this.code = code;
  }
}

/** The factor that the user has completed, one of those on offer. */
export function parseCompletedFactor(
  { factors }: ChallengedTransaction,
  input: TransactionInput,
): FactorSelector {
  const { completes } = assertInput<CompletionInput>('CompletionInput', input, [
    'The transaction is challenged: pass the factor that the user has completed, such as',
    `{ completes: { type: '${factors[0]?.type}' } }.`,
  ]);
  const offered = factors.map(({ type }) => type);
  if (includesFactor(offered, completes)) return completes;
  throw new RefusedInputError(
    'FactorNotOffered',
    `${completes.type} is not on offer, expected ${offered.join(' or ')}`,
  );
}

/** The request of a return that carries the state of the redirect. */
export function parseReturn({ state }: RedirectedTransaction, input: TransactionInput): UserReturn {
  const { returns } = assertInput<ReturnInput>('ReturnInput', input, [
    'The transaction is redirected: pass the request with which the user returns, as',
    "{ returns: { method: 'GET', query: { state }, body: {} } }.",
  ]);
  const returned = readParameter(returns, 'state');
  if (returned === undefined)
    throw new RefusedInputError('MissingState', 'the return carries no state');
  if (!areSameState(returned, state))
    throw new RefusedInputError(
      'OtherState',
      'the state of the return is not the one of this redirect',
    );
  return returns;
}

/** A copy of the input, which has to be of the type that the transaction waits for. */
function assertInput<I extends TransactionInput>(
  schema: SchemaName,
  input: TransactionInput,
  advice: readonly string[],
): I {
  const purpose = 'resume the transaction';
  const copy = copyAsJson(purpose, '/input', input, advice) as I;
  const [fault] = validate(schema, copy);
  if (fault === undefined) return copy;
  throw createMisuseError(purpose, { ...fault, path: `/input${fault.path}` }, advice);
}
