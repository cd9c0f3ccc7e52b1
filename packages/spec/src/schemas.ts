import type { TSchema } from 'typebox';
import { accessMethods } from './schemas/access.schema.ts';
import type { MethodName } from './api.ts';
import {
  ChallengeWithOptionsSchema,
  FactorSelectorSchema,
  FactorTypeSchema,
  authenticationMethods,
} from './schemas/authentication.schema.ts';
import {
  CacheDeleteResultSchema,
  CacheErrorCodeSchema,
  CacheRecordSchema,
  CacheSetOptionsSchema,
  CacheWriteResultSchema,
  cacheMethods,
} from './schemas/cache.schema.ts';
import { PostChallengeEventSchema } from './schemas/event.schema.ts';
import type { Method } from './method.ts';
import { OutcomeSchema } from './schemas/outcome.schema.ts';
import { RenderOptionsSchema, promptMethods } from './schemas/prompt.schema.ts';
import {
  EncodeTokenOptionsSchema,
  SendUserToOptionsSchema,
  ValidateTokenOptionsSchema,
  redirectMethods,
} from './schemas/redirect.schema.ts';
import {
  CompletionInputSchema,
  ReturnInputSchema,
  SubmissionInputSchema,
  TransactionSchema,
} from './schemas/stored-transaction.schema.ts';
import { SetResultUrlOptionsSchema, transactionMethods } from './schemas/transaction.schema.ts';
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
} from './schemas/authentication.schema.ts';
export {
  CacheDeleteResultSchema,
  CacheDeleteSuccessSchema,
  CacheErrorCodeSchema,
  CacheRecordSchema,
  CacheSetOptionsSchema,
  CacheWriteErrorSchema,
  CacheWriteResultSchema,
  CacheWriteSuccessSchema,
} from './schemas/cache.schema.ts';
export {
  AuthenticationMethodSchema,
  EnrolledFactorSchema,
  EventIdentitySchema,
  EventRiskAssessmentSchema,
  PostChallengeEventSchema,
} from './schemas/event.schema.ts';
export { OutcomeSchema } from './schemas/outcome.schema.ts';
export { RenderOptionsSchema } from './schemas/prompt.schema.ts';
export {
  EncodeTokenOptionsSchema,
  SendUserToOptionsSchema,
  ValidateTokenOptionsSchema,
} from './schemas/redirect.schema.ts';
export {
  ChallengeSchema,
  CompletionInputSchema,
  ReturnInputSchema,
  SubmissionInputSchema,
  TransactionSchema,
} from './schemas/stored-transaction.schema.ts';
export { SetResultUrlOptionsSchema } from './schemas/transaction.schema.ts';

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
