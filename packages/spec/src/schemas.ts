import type { TSchema } from 'typebox';
import { accessMethods } from './access.schema.ts';
import type { MethodName } from './api.ts';
import {
  ChallengeWithOptionsSchema,
  FactorSelectorSchema,
  FactorTypeSchema,
  authenticationMethods,
} from './authentication.schema.ts';
import {
  CacheDeleteResultSchema,
  CacheErrorCodeSchema,
  CacheRecordSchema,
  CacheSetOptionsSchema,
  CacheWriteResultSchema,
  cacheMethods,
} from './cache.schema.ts';
import { PostChallengeEventSchema } from './event.schema.ts';
import type { Method } from './method.ts';
import { OutcomeSchema } from './outcome.schema.ts';
import { RenderOptionsSchema, promptMethods } from './prompt.schema.ts';
import {
  EncodeTokenOptionsSchema,
  SendUserToOptionsSchema,
  ValidateTokenOptionsSchema,
  redirectMethods,
} from './redirect.schema.ts';
import {
  CompletionInputSchema,
  ReturnInputSchema,
  SubmissionInputSchema,
  TransactionSchema,
} from './stored-transaction.schema.ts';
import { SetResultUrlOptionsSchema, transactionMethods } from './transaction.schema.ts';
import type { SchemaName } from './validation/validate.ts';

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
  CacheDeleteResultSchema,
  CacheDeleteSuccessSchema,
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
  EventRiskAssessmentSchema,
  PostChallengeEventSchema,
} from './event.schema.ts';
export { OutcomeSchema } from './outcome.schema.ts';
export { RenderOptionsSchema } from './prompt.schema.ts';
export {
  EncodeTokenOptionsSchema,
  SendUserToOptionsSchema,
  ValidateTokenOptionsSchema,
} from './redirect.schema.ts';
export {
  ChallengeSchema,
  CompletionInputSchema,
  ReturnInputSchema,
  SubmissionInputSchema,
  TransactionSchema,
} from './stored-transaction.schema.ts';
export { SetResultUrlOptionsSchema } from './transaction.schema.ts';

/** The methods of the `api` object, as data: the machine-readable contract. */
export const methods = {
  ...accessMethods,
  ...authenticationMethods,
  ...cacheMethods,
  ...promptMethods,
  ...redirectMethods,
  ...transactionMethods,
} as const satisfies Record<MethodName, Method>;

/** The schemas that are published as JSON Schema files, by the name of their type. */
export const schemas = {
  CacheDeleteResult: CacheDeleteResultSchema,
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
  RenderOptions: RenderOptionsSchema,
  ReturnInput: ReturnInputSchema,
  SendUserToOptions: SendUserToOptionsSchema,
  SetResultUrlOptions: SetResultUrlOptionsSchema,
  SubmissionInput: SubmissionInputSchema,
  Transaction: TransactionSchema,
  ValidateTokenOptions: ValidateTokenOptionsSchema,
} as const satisfies Record<SchemaName, TSchema>;
