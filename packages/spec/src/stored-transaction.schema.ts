import Type from 'typebox';
import type { Static, TUnsafe } from 'typebox';
import { FactorSelectorSchema } from './authentication.schema.ts';
import { PostChallengeEventSchema } from './event.schema.ts';
import type { Outcome } from './outcome.ts';
import { type Agree, closed, dictionary, proved, toldApartBy } from './schema.ts';
import type { Challenge, CompletionInput, ReturnInput, Transaction } from './stored-transaction.ts';
import { TRANSACTION_VERSION } from './stored-transaction.ts';

/**
 * The schema of `Challenge`.
 *
 * @public
 */
export const ChallengeSchema = Type.Object({
  factors: Type.Array(FactorSelectorSchema),
  hasDefault: Type.Boolean(),
});
proved<Agree<Challenge, Static<typeof ChallengeSchema>>>();

const stored = { version: Type.Literal(TRANSACTION_VERSION) };
const resultUrl = Type.Optional(Type.String());
const paused = {
  ...stored,
  event: PostChallengeEventSchema,
  nextAction: Type.Number(),
  challenges: Type.Array(ChallengeSchema),
  resultUrl,
};

const transaction = toldApartBy('status', [
  Type.Object({ ...stored, status: Type.Literal('completed'), resultUrl }),
  Type.Object({
    ...stored,
    status: Type.Literal('denied'),
    reason: Type.Optional(Type.String()),
    resultUrl,
  }),
  Type.Object({
    ...paused,
    status: Type.Literal('challenged'),
    factors: Type.Array(FactorSelectorSchema),
    defaultFactor: Type.Optional(FactorSelectorSchema),
  }),
  Type.Object({
    ...paused,
    status: Type.Literal('redirected'),
    url: Type.String(),
    state: Type.String(),
  }),
  Type.Object({ ...stored, status: Type.Literal('failed'), message: Type.String() }),
]);
proved<Agree<Transaction, Static<typeof transaction>>>();
proved<Transaction extends Outcome ? true : false>();

/**
 * The schema of `Transaction`: a union told apart by `status`.
 *
 * @public
 */
export const TransactionSchema: TUnsafe<Transaction> = transaction;

/**
 * The schema of `CompletionInput`.
 *
 * @public
 */
export const CompletionInputSchema = closed({ completes: FactorSelectorSchema });
proved<Agree<CompletionInput, Static<typeof CompletionInputSchema>>>();

/**
 * The schema of `ReturnInput`.
 *
 * @public
 */
export const ReturnInputSchema = closed({
  returns: closed({
    method: Type.Enum(['GET', 'POST']),
    query: dictionary(Type.Unknown()),
    body: dictionary(Type.Unknown()),
  }),
});
proved<Agree<ReturnInput, Static<typeof ReturnInputSchema>>>();
