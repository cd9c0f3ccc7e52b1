import { OutcomeSchema } from '@post-challenge/spec/schemas';
import Type from 'typebox';
import { AnyJsonSchema, UserStepSchema } from './scenario.schema.ts';
import { strictObject } from './strict-object.ts';
import type { Observation } from './trace.ts';

const SerializedErrorSchema = strictObject({
  name: Type.String(),
  message: Type.String(),
  code: Type.Optional(Type.String()),
  isError: Type.Boolean(),
});

const ObservationSchema = Type.Unsafe<Observation>({
  ...strictObject({
    returned: Type.Optional(AnyJsonSchema),
    threw: Type.Optional(SerializedErrorSchema),
    missing: Type.Optional(Type.Literal(true)),
    promised: Type.Optional(Type.Literal(true)),
    changed: Type.Optional(Type.Array(AnyJsonSchema)),
  }),
  oneOf: [
    Type.Object({ returned: AnyJsonSchema }),
    Type.Object({ threw: AnyJsonSchema }),
    Type.Object({ missing: AnyJsonSchema }),
  ],
});

/** The schema of `Phase`. */
export const PhaseSchema = strictObject({
  input: Type.Optional(UserStepSchema),
  executions: Type.Array(
    strictObject({
      transaction: Type.Optional(Type.Integer({ minimum: 0 })),
      action: Type.Integer({ minimum: 0 }),
      handler: Type.Enum(['execute', 'continue']),
      event: Type.Optional(AnyJsonSchema),
      observations: Type.Array(ObservationSchema),
      overlapped: Type.Optional(Type.Literal(true)),
      unfinished: Type.Optional(Type.Literal(true)),
    }),
  ),
  outcome: Type.Optional(OutcomeSchema),
  refused: Type.Optional(Type.String()),
});

/** The schema of `Trace`. */
export const TraceSchema = strictObject({
  transactions: Type.Array(strictObject({ phases: Type.Array(PhaseSchema) })),
});
