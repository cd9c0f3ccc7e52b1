import Type from 'typebox';
import { cacheErrorCodes } from '../cache.ts';
import type { Method } from '../method.ts';
import { discriminatedUnion, strictObject } from '../validation/schema-builders.ts';

/** The schema of `CacheErrorCode`. */
export const CacheErrorCodeSchema = Type.Enum([...cacheErrorCodes]);

/** The schema of `CacheRecord`. */
export const CacheRecordSchema = Type.Object({ value: Type.String(), expires_at: Type.Number() });

/** The schema of `CacheWriteSuccess`. */
export const CacheWriteSuccessSchema = Type.Object({
  type: Type.Literal('success'),
  record: CacheRecordSchema,
});

/** The schema of `CacheDeleteSuccess`. */
export const CacheDeleteSuccessSchema = Type.Object({ type: Type.Literal('success') });

/** The schema of `CacheWriteError`. */
export const CacheWriteErrorSchema = Type.Object({
  type: Type.Literal('error'),
  code: CacheErrorCodeSchema,
});

/** The schema of `CacheWriteResult`: a union discriminated by `type`. */
export const CacheWriteResultSchema = discriminatedUnion('type', [
  CacheWriteSuccessSchema,
  CacheWriteErrorSchema,
]);

/** The schema of `CacheDeleteResult`: a union discriminated by `type`. */
export const CacheDeleteResultSchema = discriminatedUnion('type', [
  CacheDeleteSuccessSchema,
  CacheWriteErrorSchema,
]);

/** The schema of `CacheSetOptions`. */
export const CacheSetOptionsSchema = strictObject({
  ttl: Type.Optional(Type.Number()),
  expires_at: Type.Optional(Type.Number()),
});

/** The methods of `api.cache`, as data. */
export const cacheMethods = {
  'cache.get': {
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.get(key)' }],
    parameters: [{ name: 'key', optional: false, schema: Type.String() }],
    result: { kind: 'value', optional: true, schema: CacheRecordSchema },
  },
  'cache.set': {
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.cache.set(key, value, [options])' },
      { source: 'limits', section: 'Cached data' },
      { source: 'types' },
    ],
    parameters: [
      { name: 'key', optional: false, schema: Type.String() },
      { name: 'value', optional: false, schema: Type.String() },
      { name: 'options', optional: true, schema: CacheSetOptionsSchema },
    ],
    result: { kind: 'value', optional: false, schema: CacheWriteResultSchema },
  },
  'cache.delete': {
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.cache.delete(key)' }, { source: 'types' }],
    parameters: [{ name: 'key', optional: false, schema: Type.String() }],
    result: { kind: 'value', optional: false, schema: CacheDeleteResultSchema },
  },
} as const satisfies Record<string, Method>;
