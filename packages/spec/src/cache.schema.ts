import Type from 'typebox';
import type { Static } from 'typebox';
import type {
  CacheErrorCode,
  CacheRecord,
  CacheSetOptions,
  CacheWriteError,
  CacheWriteResult,
  CacheWriteSuccess,
} from './cache.ts';
import { cacheErrorCodes } from './cache.ts';
import type { Method } from './method.ts';
import { type Agree, closed, proved, toldApartBy } from './schema.ts';

/**
 * The schema of `CacheErrorCode`.
 *
 * @public
 */
export const CacheErrorCodeSchema = Type.Enum([...cacheErrorCodes]);
proved<Agree<CacheErrorCode, Static<typeof CacheErrorCodeSchema>>>();

/**
 * The schema of `CacheRecord`.
 *
 * @public
 */
export const CacheRecordSchema = Type.Object({ value: Type.String(), expires_at: Type.Number() });
proved<Agree<CacheRecord, Static<typeof CacheRecordSchema>>>();

/**
 * The schema of `CacheWriteSuccess`.
 *
 * @public
 */
export const CacheWriteSuccessSchema = Type.Object({
  type: Type.Literal('success'),
  record: Type.Optional(CacheRecordSchema),
});
proved<Agree<CacheWriteSuccess, Static<typeof CacheWriteSuccessSchema>>>();

/**
 * The schema of `CacheWriteError`.
 *
 * @public
 */
export const CacheWriteErrorSchema = Type.Object({
  type: Type.Literal('error'),
  code: CacheErrorCodeSchema,
});
proved<Agree<CacheWriteError, Static<typeof CacheWriteErrorSchema>>>();

/**
 * The schema of `CacheWriteResult`: a union told apart by `type`.
 *
 * @public
 */
export const CacheWriteResultSchema = toldApartBy('type', [
  CacheWriteSuccessSchema,
  CacheWriteErrorSchema,
]);
proved<Agree<CacheWriteResult, Static<typeof CacheWriteResultSchema>>>();

/**
 * The schema of `CacheSetOptions`.
 *
 * @public
 */
export const CacheSetOptionsSchema = closed({
  ttl: Type.Optional(Type.Number()),
  expires_at: Type.Optional(Type.Number()),
});
proved<Agree<CacheSetOptions, Static<typeof CacheSetOptionsSchema>>>();

/**
 * The methods of `api.cache`, as data.
 *
 * @public
 */
export const cacheMethods = {
  'cache.get': {
    description: 'Finds the record at a key.',
    parameters: [
      {
        name: 'key',
        description: 'The key of the record.',
        optional: false,
        schema: Type.String(),
      },
    ],
    result: {
      kind: 'value',
      description: 'The record, or `undefined` if there is none.',
      optional: true,
      schema: CacheRecordSchema,
    },
  },
  'cache.set': {
    description: 'Stores a value at a key and replaces any earlier record.',
    parameters: [
      {
        name: 'key',
        description: 'The key of the record, at most 64 UTF-8 bytes.',
        optional: false,
        schema: Type.String(),
      },
      {
        name: 'value',
        description: 'The value, at most 4 kB in UTF-8.',
        optional: false,
        schema: Type.String(),
      },
      {
        name: 'options',
        description: 'The lifetime of the record; 15 minutes by default.',
        optional: true,
        schema: CacheSetOptionsSchema,
      },
    ],
    result: {
      kind: 'value',
      description: 'A success with the record as stored, or an error with its code.',
      optional: false,
      schema: CacheWriteResultSchema,
    },
  },
  'cache.delete': {
    description: 'Deletes the record at a key.',
    parameters: [
      {
        name: 'key',
        description: 'The key of the record.',
        optional: false,
        schema: Type.String(),
      },
    ],
    result: {
      kind: 'value',
      description: 'A success without a record, or an error with its code.',
      optional: false,
      schema: CacheWriteResultSchema,
    },
  },
} as const satisfies Record<string, Method>;
