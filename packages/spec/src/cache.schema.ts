import Type from 'typebox';
import { cacheErrorCodes } from './cache.ts';
import type { Method } from './method.ts';
import { discriminatedUnion, strictObject } from './schema-builders.ts';

/**
 * The schema of `CacheErrorCode`.
 *
 * @public
 */
export const CacheErrorCodeSchema = Type.Enum([...cacheErrorCodes]);

/**
 * The schema of `CacheRecord`.
 *
 * @public
 */
export const CacheRecordSchema = Type.Object({ value: Type.String(), expires_at: Type.Number() });

/**
 * The schema of `CacheWriteSuccess`.
 *
 * @public
 */
export const CacheWriteSuccessSchema = Type.Object({
  type: Type.Literal('success'),
  record: Type.Optional(CacheRecordSchema),
});

/**
 * The schema of `CacheWriteError`.
 *
 * @public
 */
export const CacheWriteErrorSchema = Type.Object({
  type: Type.Literal('error'),
  code: CacheErrorCodeSchema,
});

/**
 * The schema of `CacheWriteResult`: a union told apart by `type`.
 *
 * @public
 */
export const CacheWriteResultSchema = discriminatedUnion('type', [
  CacheWriteSuccessSchema,
  CacheWriteErrorSchema,
]);

/**
 * The schema of `CacheSetOptions`.
 *
 * @public
 */
export const CacheSetOptionsSchema = strictObject({
  ttl: Type.Optional(Type.Number()),
  expires_at: Type.Optional(Type.Number()),
});

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
      description: 'The record, or `undefined` where there is none.',
      optional: true,
      schema: CacheRecordSchema,
    },
  },
  'cache.set': {
    description: 'Stores a value at a key, in place of what was there.',
    parameters: [
      {
        name: 'key',
        description: 'The key of the record, at most 64 bytes of UTF-8.',
        optional: false,
        schema: Type.String(),
      },
      {
        name: 'value',
        description: 'The value, at most 4 kB of UTF-8.',
        optional: false,
        schema: Type.String(),
      },
      {
        name: 'options',
        description: 'How long the record lives; 15 minutes unless said otherwise.',
        optional: true,
        schema: CacheSetOptionsSchema,
      },
    ],
    result: {
      kind: 'value',
      description: 'The record as stored, or the code of the error.',
      optional: false,
      schema: CacheWriteResultSchema,
    },
  },
  'cache.delete': {
    description: 'Removes the record at a key.',
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
      description: 'Success without a record, or the code of the error.',
      optional: false,
      schema: CacheWriteResultSchema,
    },
  },
} as const satisfies Record<string, Method>;
