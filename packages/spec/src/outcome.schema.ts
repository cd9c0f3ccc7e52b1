import Type from 'typebox';
import type { Static } from 'typebox';
import { FactorSelectorSchema } from './authentication.schema.ts';
import type { Outcome } from './outcome.ts';
import { type Agree, proved, toldApartBy } from './schema.ts';

/**
 * The schema of `Outcome`: a union told apart by `status`.
 *
 * @public
 */
export const OutcomeSchema = toldApartBy('status', [
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
  Type.Object({ status: Type.Literal('failed'), message: Type.String() }),
]);
proved<Agree<Outcome, Static<typeof OutcomeSchema>>>();
