// No test runs this file: the compiler reads it, and `tsc -b` fails if a schema and its interface differ.
import type {
  AuthenticationMethod,
  CacheDeleteResult,
  CacheDeleteSuccess,
  CacheErrorCode,
  CacheRecord,
  CacheSetOptions,
  CacheWriteError,
  CacheWriteResult,
  CacheWriteSuccess,
  Challenge,
  ChallengeWithOptions,
  CompletionInput,
  EncodeTokenOptions,
  EnrolledFactor,
  EventIdentity,
  EventRiskAssessment,
  FactorSelector,
  FactorType,
  MethodName,
  Outcome,
  PhoneFactorOptions,
  PhoneFactorSelector,
  PhoneMethod,
  PlainFactorSelector,
  PostChallengeAPI,
  PostChallengeAPI2025,
  PostChallengeEvent,
  PushFactorOptions,
  PushFactorSelector,
  RenderOptions,
  ReturnInput,
  SendUserToOptions,
  SetResultUrlOptions,
  SubmissionInput,
  Transaction,
  ValidateTokenOptions,
} from '@post-challenge/spec';
import type * as entry from '@post-challenge/spec/schemas';
import type { Static, TSchema } from 'typebox';
import { type Equal, assertType, assertTypes } from './assert-type.ts';

type Entry = typeof entry;

/** The static type of every schema that the entry exports, by the name of the type. */
type SchemaTypes = {
  [Name in keyof Entry as Name extends `${infer Type}Schema` ? Type : never]: Static<
    Entry[Name] & TSchema
  >;
};

/** The interface of every schema that the entry exports. */
interface Interfaces {
  AuthenticationMethod: AuthenticationMethod;
  CacheDeleteResult: CacheDeleteResult;
  CacheDeleteSuccess: CacheDeleteSuccess;
  CacheErrorCode: CacheErrorCode;
  CacheRecord: CacheRecord;
  CacheSetOptions: CacheSetOptions;
  CacheWriteError: CacheWriteError;
  CacheWriteResult: CacheWriteResult;
  CacheWriteSuccess: CacheWriteSuccess;
  Challenge: Challenge;
  ChallengeWithOptions: ChallengeWithOptions;
  CompletionInput: CompletionInput;
  EncodeTokenOptions: EncodeTokenOptions;
  EnrolledFactor: EnrolledFactor;
  EventIdentity: EventIdentity;
  EventRiskAssessment: EventRiskAssessment;
  FactorSelector: FactorSelector;
  FactorType: FactorType;
  Outcome: Outcome;
  PhoneFactorOptions: PhoneFactorOptions;
  PhoneFactorSelector: PhoneFactorSelector;
  PhoneMethod: PhoneMethod;
  PlainFactorSelector: PlainFactorSelector;
  PostChallengeEvent: PostChallengeEvent;
  PushFactorOptions: PushFactorOptions;
  PushFactorSelector: PushFactorSelector;
  RenderOptions: RenderOptions;
  ReturnInput: ReturnInput;
  SendUserToOptions: SendUserToOptions;
  SetResultUrlOptions: SetResultUrlOptions;
  SubmissionInput: SubmissionInput;
  Transaction: Transaction;
  ValidateTokenOptions: ValidateTokenOptions;
}

assertTypes<{
  [Name in keyof SchemaTypes]: Name extends keyof Interfaces
    ? Equal<Interfaces[Name], SchemaTypes[Name]>
    : 'has no interface above';
}>();
assertType<Equal<Exclude<keyof Interfaces, keyof SchemaTypes>, never>>();

assertType<Transaction extends Outcome ? true : false>();

type Methods = Entry['methods'];

/** The methods of both editions. */
type AnyAPI = PostChallengeAPI2025 & Pick<PostChallengeAPI, 'prompt'>;

type Signature<M extends MethodName> = M extends `${infer N extends keyof AnyAPI}.${infer F}`
  ? AnyAPI[N][F & keyof AnyAPI[N]]
  : never;

type Arguments<P extends readonly entry.Parameter[]> = P extends readonly [
  infer First extends entry.Parameter,
  ...infer Rest extends readonly entry.Parameter[],
]
  ? First['optional'] extends true
    ? [(Static<First['schema']> | undefined)?, ...Arguments<Rest>]
    : [Static<First['schema']>, ...Arguments<Rest>]
  : [];

assertTypes<{
  [M in MethodName]: Signature<M> extends (...args: infer A) => unknown
    ? Equal<A, Arguments<Methods[M]['parameters']>>
    : 'is no function';
}>();

type Result<M extends entry.Method> = M['result'] extends {
  kind: 'value';
  optional: infer O;
  schema: infer S;
}
  ? Static<S & TSchema> | (O extends true ? undefined : never)
  : M['result'] extends { kind: 'api' }
    ? 'api'
    : void;

// `object` is inferred if the caller may name the type of the result: then the default of that type counts.
type Returned<F> = F extends (...args: never[]) => infer R
  ? R extends PostChallengeAPI2025
    ? 'api'
    : object extends R
      ? Record<string, unknown>
      : R
  : never;

assertTypes<{ [M in MethodName]: Equal<Returned<Signature<M>>, Result<Methods[M]>> }>();
