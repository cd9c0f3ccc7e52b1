import Type from 'typebox';
import { FactorSelectorSchema } from './authentication.schema.ts';
import { PostChallengeEventSchema } from './event.schema.ts';
import { discriminatedUnion, record, strictObject } from '../validation/schema-builders.ts';
import { TRANSACTION_VERSION } from '../stored-transaction.ts';

/** The schema of `Challenge`. */
export const ChallengeSchema = Type.Object({
  factors: Type.Array(FactorSelectorSchema),
  hasDefault: Type.Boolean(),
});

const stored = { version: Type.Literal(TRANSACTION_VERSION) };
const resultUrl = Type.Optional(Type.String());
const paused = {
  ...stored,
  event: PostChallengeEventSchema,
  nextAction: Type.Number(),
  challenges: Type.Array(ChallengeSchema),
  resultUrl,
};

/** The schema of `Transaction`: a union discriminated by `status`. */
export const TransactionSchema = discriminatedUnion('status', [
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
  Type.Object({
    ...paused,
    status: Type.Literal('rendered'),
    promptId: Type.String(),
    fields: Type.Optional(record(Type.Unknown())),
    vars: Type.Optional(record(Type.Unknown())),
  }),
  Type.Object({ ...stored, status: Type.Literal('failed'), message: Type.String() }),
]);

const request = {
  method: Type.Enum(['GET', 'POST']),
  query: record(Type.Unknown()),
  body: record(Type.Unknown()),
};

/** The schema of `CompletionInput`. */
export const CompletionInputSchema = strictObject({
  completes: FactorSelectorSchema,
  request: Type.Optional(Type.Partial(strictObject(request))),
});

/** The schema of `ReturnInput`. */
export const ReturnInputSchema = strictObject({ returns: strictObject(request) });

/** The schema of `SubmissionInput`. */
export const SubmissionInputSchema = strictObject({
  submits: strictObject({
    fields: record(Type.Unknown()),
    vars: Type.Optional(record(Type.Unknown())),
  }),
});
