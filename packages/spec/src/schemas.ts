import type { Static } from 'typebox';
import { accessMethods } from './access.schema.ts';
import type { MethodName, PostChallengeAPI } from './api.ts';
import {
  ChallengeWithOptionsSchema,
  FactorSelectorSchema,
  FactorTypeSchema,
  authenticationMethods,
} from './authentication.schema.ts';
import {
  CacheErrorCodeSchema,
  CacheRecordSchema,
  CacheSetOptionsSchema,
  CacheWriteResultSchema,
  cacheMethods,
} from './cache.schema.ts';
import { PostChallengeEventSchema } from './event.schema.ts';
import type { Method, Parameter } from './method.ts';
import { OutcomeSchema } from './outcome.schema.ts';
import {
  EncodeTokenOptionsSchema,
  SendUserToOptionsSchema,
  ValidateTokenOptionsSchema,
  redirectMethods,
} from './redirect.schema.ts';
import { type Agree, proved } from './schema.ts';
import {
  CompletionInputSchema,
  ReturnInputSchema,
  TransactionSchema,
} from './stored-transaction.schema.ts';
import { SetResultUrlOptionsSchema, transactionMethods } from './transaction.schema.ts';
import type { SchemaName } from './validate.ts';

export { type Agree, closed, dictionary, proved, toldApartBy } from './schema.ts';
export type { Method, Parameter, Result } from './method.ts';
export {
  ChallengeWithOptionsSchema,
  FactorSelectorSchema,
  FactorTypeSchema,
  PhoneFactorOptionsSchema,
  PhoneFactorSelectorSchema,
  PhoneMethodSchema,
  PlainFactorSelectorSchema,
  PushFactorOptionsSchema,
  PushFactorSelectorSchema,
} from './authentication.schema.ts';
export {
  CacheErrorCodeSchema,
  CacheRecordSchema,
  CacheSetOptionsSchema,
  CacheWriteErrorSchema,
  CacheWriteResultSchema,
  CacheWriteSuccessSchema,
} from './cache.schema.ts';
export {
  AuthenticationMethodSchema,
  EnrolledFactorSchema,
  EventIdentitySchema,
  PostChallengeEventSchema,
} from './event.schema.ts';
export { OutcomeSchema } from './outcome.schema.ts';
export {
  EncodeTokenOptionsSchema,
  SendUserToOptionsSchema,
  ValidateTokenOptionsSchema,
} from './redirect.schema.ts';
export {
  ChallengeSchema,
  CompletionInputSchema,
  ReturnInputSchema,
  TransactionSchema,
} from './stored-transaction.schema.ts';
export { SetResultUrlOptionsSchema } from './transaction.schema.ts';

/**
 * The ten methods of the `api` object, as data: the machine-readable contract.
 *
 * @public
 */
export const methods = {
  ...accessMethods,
  ...authenticationMethods,
  ...cacheMethods,
  ...redirectMethods,
  ...transactionMethods,
} as const satisfies Record<MethodName, Method>;

/**
 * The schemas that are published as JSON Schema files, by the name of their type.
 *
 * @public
 */
export const schemas = {
  CacheErrorCode: CacheErrorCodeSchema,
  CacheRecord: CacheRecordSchema,
  CacheSetOptions: CacheSetOptionsSchema,
  CacheWriteResult: CacheWriteResultSchema,
  ChallengeWithOptions: ChallengeWithOptionsSchema,
  CompletionInput: CompletionInputSchema,
  EncodeTokenOptions: EncodeTokenOptionsSchema,
  FactorSelector: FactorSelectorSchema,
  FactorType: FactorTypeSchema,
  Outcome: OutcomeSchema,
  PostChallengeEvent: PostChallengeEventSchema,
  ReturnInput: ReturnInputSchema,
  SendUserToOptions: SendUserToOptionsSchema,
  SetResultUrlOptions: SetResultUrlOptionsSchema,
  Transaction: TransactionSchema,
  ValidateTokenOptions: ValidateTokenOptionsSchema,
} as const;
proved<Agree<SchemaName, keyof typeof schemas>>();

type Arguments<P extends readonly Parameter[]> = P extends readonly [
  infer First extends Parameter,
  ...infer Rest extends readonly Parameter[],
]
  ? First['optional'] extends true
    ? [(Static<First['schema']> | undefined)?, ...Arguments<Rest>]
    : [Static<First['schema']>, ...Arguments<Rest>]
  : [];

type Returned<M extends Method> = M['result'] extends {
  kind: 'value';
  optional: infer O;
  schema: infer S;
}
  ? Static<S & Parameter['schema']> | (O extends true ? undefined : never)
  : M['result'] extends { kind: 'api' }
    ? 'api'
    : void;

type Signature<M extends MethodName> =
  M extends `${infer N extends keyof PostChallengeAPI}.${infer F}`
    ? PostChallengeAPI[N][F & keyof PostChallengeAPI[N]]
    : never;

// Where the caller may name the result, `object` is inferred: then what the result is where none is named counts.
type ReturnedBy<F> = F extends (...args: never[]) => infer R
  ? R extends PostChallengeAPI
    ? 'api'
    : object extends R
      ? Record<string, unknown>
      : R
  : never;

proved<
  Agree<
    { [M in MethodName]: Signature<M> extends (...args: infer A) => unknown ? A : never },
    { [M in MethodName]: Arguments<(typeof methods)[M]['parameters']> }
  >
>();
proved<
  Agree<
    { [M in MethodName]: ReturnedBy<Signature<M>> },
    { [M in MethodName]: Returned<(typeof methods)[M]> }
  >
>();
