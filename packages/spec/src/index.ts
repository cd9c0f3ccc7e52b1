/**
 * Types, validators and rules of the `api` object of the post-challenge trigger.
 *
 * @packageDocumentation
 */
export type { AccessAPI } from './access.ts';
export { accessRules } from './access.ts';
export type {
  PasswordResetPostChallengeAction,
  PasswordResetPostChallengeModule,
  PostChallengeAction,
  PostChallengeModule,
} from './action.ts';
export { flowRules } from './action.ts';
export type {
  MethodName,
  NamespaceName,
  PasswordResetPostChallengeAPI,
  PostChallengeAPI,
  PostChallengeAPI2025,
} from './api.ts';
export { apiRules } from './api.ts';
export type {
  AuthenticationAPI,
  ChallengeWithOptions,
  FactorSelector,
  FactorType,
  PhoneFactorOptions,
  PhoneFactorSelector,
  PhoneMethod,
  PlainFactorSelector,
  PushFactorOptions,
  PushFactorSelector,
} from './authentication.ts';
export { authenticationRules, factorTypes, normalizeFactorType } from './authentication.ts';
export type {
  CacheAPI,
  CacheDeleteResult,
  CacheDeleteSuccess,
  CacheErrorCode,
  CacheRecord,
  CacheSetOptions,
  CacheWriteError,
  CacheWriteResult,
  CacheWriteSuccess,
} from './cache.ts';
export {
  DEFAULT_CACHE_LIFETIME,
  MAXIMUM_CACHE_KEY_SIZE,
  MAXIMUM_CACHE_LIFETIME,
  MAXIMUM_CACHE_RECORDS,
  MAXIMUM_CACHE_SIZE,
  MAXIMUM_CACHE_VALUE_SIZE,
  cacheErrorCodes,
  cacheRules,
} from './cache.ts';
export type { ByEdition, Edition, EditionRange } from './editions.ts';
export { DEFAULT_EDITION, editions, listEditions } from './editions.ts';
export type { EventChanges } from './create-event.ts';
export { createEvent } from './create-event.ts';
export { fillInEvent } from './fill-in-event.ts';
export type {
  AkamaiAssessment,
  AkamaiBot,
  AkamaiUserRisk,
  AuthenticationMethod,
  Configuration,
  EnrolledFactor,
  Event,
  EventAuthentication,
  EventAuthorization,
  EventClient,
  EventConnection,
  EventCustomDomain,
  EventGeoIP,
  EventIdentity,
  EventOrganization,
  EventPrompt,
  EventRequest,
  EventRiskAssessment,
  EventStats,
  EventTenant,
  EventTransaction,
  EventUser,
  PostChallengeEvent,
  Secrets,
  SupplementalAssessment,
} from './event.ts';
export type { ValidationIssue, Validator } from './validation/issue.ts';
export { findExcess } from './validation/excess.ts';
export { collectIssues } from './validation/issue.ts';
export type {
  ChallengedOutcome,
  CompletedOutcome,
  DeniedOutcome,
  FailedOutcome,
  Outcome,
  RedirectedOutcome,
  RenderedOutcome,
} from './outcome.ts';
export type { PromptAPI, RenderOptions } from './prompt.ts';
export { MAXIMUM_FORM_FIELDS_SIZE, promptRules } from './prompt.ts';
export type {
  EncodeTokenOptions,
  RedirectAPI,
  SendUserToOptions,
  ValidateTokenOptions,
} from './redirect.ts';
export { DEFAULT_TOKEN_LIFETIME, DEFAULT_TOKEN_PARAMETER, redirectRules } from './redirect.ts';
export type { Capability, EditionRule, Rule, RuleBasis, RuleLevel } from './rule.ts';
export { restsOnDecision } from './rule.ts';
export type { RuleId } from './rules.ts';
export { getEditionRule, listRuleIds, rules } from './rules.ts';
export type {
  Challenge,
  ChallengedTransaction,
  CompletedTransaction,
  CompletionInput,
  CompletionRequest,
  DeniedTransaction,
  FailedTransaction,
  PausedTransaction,
  RedirectedTransaction,
  RenderedTransaction,
  ReturnInput,
  StoredTransaction,
  SubmissionInput,
  Transaction,
  TransactionInput,
  UserReturn,
  UserSubmission,
} from './stored-transaction.ts';
export { TRANSACTION_VERSION } from './stored-transaction.ts';
export { sampleEvent } from './sample-event.ts';
export type { Source, SourceId, SourceReference } from './sources.ts';
export { citeSource, sources } from './sources.ts';
export type { SetResultUrlOptions, TransactionAPI } from './transaction.ts';
export { transactionRules } from './transaction.ts';
export {
  MAXIMUM_ACTIONS,
  MAXIMUM_CHALLENGES,
  MAXIMUM_CONSOLE_OUTPUT,
  MAXIMUM_EXECUTION_TIME,
} from './trigger.ts';
export type { SchemaName } from './validation/validate.ts';
export { validate, validateArguments } from './validation/validate.ts';
