import { type Agree, OutcomeSchema, closed, proved } from '@post-challenge/spec/schemas';
import Type from 'typebox';
import type { Static } from 'typebox';
import type { Json } from './json.ts';
import { UserStepSchema } from './scenario.schema.ts';
import type { Observation, Phase, Trace } from './trace.ts';

const AnyJson = Type.Unsafe<Json>({});

const ThrownSchema = closed({
  name: Type.String(),
  message: Type.String(),
  code: Type.Optional(Type.String()),
  isError: Type.Boolean(),
});

const ObservationSchema = Type.Unsafe<Observation>({
  ...closed({
    returned: Type.Optional(AnyJson),
    threw: Type.Optional(ThrownSchema),
    missing: Type.Optional(Type.Literal(true)),
    promised: Type.Optional(Type.Literal(true)),
    changed: Type.Optional(Type.Array(AnyJson)),
  }),
  oneOf: [
    Type.Object({ returned: AnyJson }),
    Type.Object({ threw: AnyJson }),
    Type.Object({ missing: AnyJson }),
  ],
});

/**
 * The schema of `Phase`.
 *
 * @internal
 */
export const PhaseSchema = closed({
  input: Type.Optional(UserStepSchema),
  executions: Type.Array(
    closed({
      action: Type.Integer({ minimum: 0 }),
      handler: Type.Enum(['execute', 'continue']),
      event: Type.Optional(AnyJson),
      observations: Type.Array(ObservationSchema),
      overlapped: Type.Optional(Type.Literal(true)),
    }),
  ),
  outcome: Type.Optional(OutcomeSchema),
  refused: Type.Optional(Type.String()),
});
proved<Agree<Phase, Static<typeof PhaseSchema>, Json>>();

/**
 * The schema of `Trace`.
 *
 * @internal
 */
export const TraceSchema = closed({
  transactions: Type.Array(closed({ phases: Type.Array(PhaseSchema) })),
});
proved<Agree<Trace, Static<typeof TraceSchema>, Json>>();
