import { type Agree, FactorTypeSchema, closed, proved } from '@post-challenge/spec/schemas';
import Type from 'typebox';
import type { Static } from 'typebox';
import type { Json } from './json.ts';
import type { Description, ProtocolMessage, ProtocolRequest } from './protocol.ts';
import { ActionScriptSchema, UserStepSchema } from './scenario.schema.ts';

const AnyJson = Type.Unsafe<Json>({});
const jsonrpc = Type.Literal('2.0');
const id = Type.Integer({ minimum: 1 });

/**
 * The schema of `Description`.
 *
 * @internal
 */
export const DescriptionSchema = closed({
  name: Type.String(),
  version: Type.Optional(Type.String()),
  capabilities: Type.Array(Type.Enum(['outcome', 'clock', 'host', 'in-process'])),
});
proved<Agree<Description, Static<typeof DescriptionSchema>>>();

/**
 * The schema of `ProtocolRequest`.
 *
 * @internal
 */
export const ProtocolRequestSchema = Type.Union([
  closed({ jsonrpc, id, method: Type.Literal('describe') }),
  closed({
    jsonrpc,
    method: Type.Literal('open'),
    params: closed({ now: Type.Number(), factors: Type.Array(FactorTypeSchema) }),
  }),
  closed({
    jsonrpc,
    id,
    method: Type.Literal('start'),
    params: closed({ event: AnyJson, actions: Type.Array(ActionScriptSchema) }),
  }),
  closed({ jsonrpc, id, method: Type.Literal('resume'), params: UserStepSchema }),
  closed({ jsonrpc, method: Type.Literal('close') }),
]);
proved<Agree<ProtocolRequest, Static<typeof ProtocolRequestSchema>, Json>>();

/**
 * The schema of `ProtocolMessage`.
 *
 * @internal
 */
export const ProtocolMessageSchema = Type.Union([
  closed({ jsonrpc, id, result: AnyJson }),
  closed({
    jsonrpc,
    id: Type.Union([id, Type.Null()]),
    error: closed({
      code: Type.Integer(),
      message: Type.String(),
      data: Type.Optional(AnyJson),
    }),
  }),
  closed({
    jsonrpc,
    method: Type.Literal('step'),
    params: closed({
      action: Type.Integer({ minimum: 0 }),
      handler: Type.Enum(['execute', 'continue']),
      index: Type.Integer({ minimum: 0 }),
    }),
  }),
]);
proved<Agree<ProtocolMessage, Static<typeof ProtocolMessageSchema>, Json>>();
