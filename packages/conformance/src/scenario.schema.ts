import type { MethodName, NamespaceName } from '@post-challenge/spec';
import {
  type Agree,
  FactorSelectorSchema,
  FactorTypeSchema,
  closed,
  methods,
  proved,
} from '@post-challenge/spec/schemas';
import Type from 'typebox';
import type { Static } from 'typebox';
import type { Json, JsonObject } from './json.ts';
import type { Scenario, TokenRecipe } from './scenario.ts';

const AnyJson = Type.Unsafe<Json>({});
const AnyJsonObject = Type.Unsafe<JsonObject>({ type: 'object' });
const methodNames = Object.keys(methods) as MethodName[];
const namespaceNames = [
  ...new Set(methodNames.map((name) => name.split('.')[0])),
] as NamespaceName[];

/** The schema of `TokenRecipe`. @internal */
export const TokenRecipeSchema = closed({
  algorithm: Type.Enum(['HS256', 'HS384', 'HS512', 'none']),
  secret: Type.String(),
  header: AnyJsonObject,
  claims: AnyJsonObject,
  altered: Type.Optional(
    closed({
      header: Type.Optional(AnyJsonObject),
      claims: Type.Optional(AnyJsonObject),
      signatureByte: Type.Optional(Type.Number({ minimum: 0 })),
      signatureLength: Type.Optional(Type.Number({ minimum: 0 })),
    }),
  ),
});
proved<Agree<TokenRecipe, Static<typeof TokenRecipeSchema>, Json>>();

const WaitStepSchema = closed({ wait: Type.Number({ minimum: 0 }) });

const StepSchema = Type.Union([
  closed({
    call: Type.Enum(methodNames),
    args: Type.Array(AnyJson),
    frozen: Type.Optional(Type.Literal(true)),
  }),
  WaitStepSchema,
  closed({ throw: Type.String() }),
  closed({ read: Type.Enum(namespaceNames) }),
  closed({ change: Type.Enum(['arguments', 'result']), of: Type.Number({ minimum: 0 }) }),
]);

/** The schema of `UserStep`. @internal */
export const UserStepSchema = Type.Union([
  closed({ completes: FactorSelectorSchema }),
  closed({
    returns: closed({ method: Type.Enum(['GET', 'POST']), query: AnyJson, body: AnyJson }),
  }),
  WaitStepSchema,
]);

/** The schema of `ActionScript`. @internal */
export const ActionScriptSchema = closed({
  execute: Type.Array(StepSchema),
  continue: Type.Optional(Type.Array(StepSchema)),
});

/**
 * The schema of `Scenario`.
 *
 * @internal
 */
export const ScenarioSchema = closed({
  now: Type.Number(),
  factors: Type.Array(FactorTypeSchema),
  transactions: Type.Array(
    closed({
      event: AnyJson,
      actions: Type.Array(ActionScriptSchema),
      user: Type.Array(UserStepSchema),
    }),
  ),
});
proved<Agree<Scenario, Static<typeof ScenarioSchema>, Json>>();
