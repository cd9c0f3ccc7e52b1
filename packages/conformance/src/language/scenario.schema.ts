import { type MethodName, type NamespaceName, editions } from '@post-challenge/spec';
import { FactorSelectorSchema, FactorTypeSchema, methods } from '@post-challenge/spec/schemas';
import Type from 'typebox';
import type { Json } from './json.ts';
import { strictObject } from './strict-object.ts';

/** The schema of `Edition`. */
export const EditionSchema = Type.Enum([...editions]);

/** The schema of any JSON value. */
export const AnyJsonSchema = Type.Unsafe<Json>({});
const methodNames = Object.keys(methods) as MethodName[];
const namespaceNames = [
  ...new Set(methodNames.map((name) => name.split('.')[0])),
] as NamespaceName[];

const WaitStepSchema = strictObject({ wait: Type.Number({ minimum: 0 }) });

const StepSchema = Type.Union([
  strictObject({
    call: Type.Enum(methodNames),
    args: Type.Array(AnyJsonSchema),
    frozen: Type.Optional(Type.Literal(true)),
  }),
  WaitStepSchema,
  strictObject({ turn: Type.Integer({ minimum: 1, maximum: 100 }) }),
  strictObject({ throw: Type.String() }),
  strictObject({ read: Type.Enum(namespaceNames) }),
  strictObject({ change: Type.Enum(['arguments', 'result']), of: Type.Number({ minimum: 0 }) }),
]);

const UserRequestSchema = strictObject({
  method: Type.Enum(['GET', 'POST']),
  query: AnyJsonSchema,
  body: AnyJsonSchema,
});

/** The schema of `UserStep`. */
export const UserStepSchema = Type.Union([
  strictObject({ completes: FactorSelectorSchema, request: Type.Optional(UserRequestSchema) }),
  strictObject({ returns: UserRequestSchema }),
  strictObject({
    submits: strictObject({ fields: AnyJsonSchema, vars: Type.Optional(AnyJsonSchema) }),
  }),
  WaitStepSchema,
]);

/** The schema of `ActionScript`. */
export const ActionScriptSchema = strictObject({
  execute: Type.Array(StepSchema),
  continue: Type.Optional(Type.Array(StepSchema)),
});

/** The schema of `Scenario`. */
export const ScenarioSchema = strictObject({
  now: Type.Number(),
  edition: Type.Optional(EditionSchema),
  factors: Type.Array(FactorTypeSchema),
  transactions: Type.Array(
    strictObject({
      event: AnyJsonSchema,
      actions: Type.Array(ActionScriptSchema),
      user: Type.Array(UserStepSchema),
    }),
  ),
  order: Type.Optional(Type.Array(Type.Integer({ minimum: 0 }))),
});
