import { FactorTypeSchema } from '@post-challenge/spec/schemas';
import Type from 'typebox';
import {
  ActionScriptSchema,
  AnyJsonSchema,
  EditionSchema,
  UserStepSchema,
} from '../../language/scenario.schema.ts';
import { strictObject } from '../../language/strict-object.ts';

const jsonrpc = Type.Literal('2.0');
const id = Type.Integer({ minimum: 1 });

/** The schema of `Description`. */
export const DescriptionSchema = strictObject({
  protocol: Type.Literal(2),
  name: Type.String(),
  version: Type.Optional(Type.String()),
  capabilities: Type.Array(Type.Enum(['outcome', 'clock', 'host', 'in-process'])),
  editions: Type.Optional(Type.Array(EditionSchema, { minItems: 1 })),
});

const world = Type.Integer({ minimum: 1 });
const transaction = Type.Integer({ minimum: 0 });

/** The schema of `ProtocolRequest`. */
export const ProtocolRequestSchema = Type.Union([
  strictObject({ jsonrpc, id, method: Type.Literal('describe') }),
  strictObject({
    jsonrpc,
    id,
    method: Type.Literal('open'),
    params: strictObject({
      world,
      now: Type.Number(),
      edition: Type.Optional(EditionSchema),
      factors: Type.Array(FactorTypeSchema),
    }),
  }),
  strictObject({
    jsonrpc,
    id,
    method: Type.Literal('start'),
    params: strictObject({
      world,
      transaction,
      event: AnyJsonSchema,
      actions: Type.Array(ActionScriptSchema),
    }),
  }),
  strictObject({
    jsonrpc,
    id,
    method: Type.Literal('resume'),
    params: strictObject({ world, transaction, step: UserStepSchema }),
  }),
  strictObject({ jsonrpc, id, method: Type.Literal('close'), params: strictObject({ world }) }),
]);

/** The schema of `ProtocolMessage`. */
export const ProtocolMessageSchema = Type.Union([
  strictObject({ jsonrpc, id, result: AnyJsonSchema }),
  strictObject({
    jsonrpc,
    id: Type.Union([id, Type.Null()]),
    error: strictObject({
      code: Type.Integer(),
      message: Type.String(),
      data: Type.Optional(AnyJsonSchema),
    }),
  }),
  strictObject({
    jsonrpc,
    method: Type.Literal('step'),
    params: strictObject({
      action: Type.Integer({ minimum: 0 }),
      handler: Type.Enum(['execute', 'continue']),
      index: Type.Integer({ minimum: 0 }),
    }),
  }),
]);
