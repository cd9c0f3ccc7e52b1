import Type from 'typebox';
import { FactorSelectorSchema } from './authentication.schema.ts';
import { discriminatedUnion, record } from '../validation/schema-builders.ts';

/** The schema of `Outcome`: a union discriminated by `status`. */
export const OutcomeSchema = discriminatedUnion('status', [
  Type.Object({ status: Type.Literal('completed'), resultUrl: Type.Optional(Type.String()) }),
  Type.Object({
    status: Type.Literal('denied'),
    reason: Type.Optional(Type.String()),
    resultUrl: Type.Optional(Type.String()),
  }),
  Type.Object({
    status: Type.Literal('challenged'),
    factors: Type.Array(FactorSelectorSchema),
    defaultFactor: Type.Optional(FactorSelectorSchema),
  }),
  Type.Object({ status: Type.Literal('redirected'), url: Type.String() }),
  Type.Object({
    status: Type.Literal('rendered'),
    promptId: Type.String(),
    fields: Type.Optional(record(Type.Unknown())),
    vars: Type.Optional(record(Type.Unknown())),
  }),
  Type.Object({ status: Type.Literal('failed'), message: Type.String() }),
]);
