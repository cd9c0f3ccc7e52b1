import Type from 'typebox';
import type { Method } from './method.ts';
import { record, strictObject } from './validation/schema-builders.ts';

/** The schema of `EncodeTokenOptions`. */
export const EncodeTokenOptionsSchema = strictObject({
  secret: Type.String(),
  payload: Type.Unsafe<object>(record(Type.Unknown())),
  expiresInSeconds: Type.Optional(Type.Number()),
});

/** The schema of `SendUserToOptions`. */
export const SendUserToOptionsSchema = strictObject({
  query: Type.Optional(record(Type.String())),
});

/** The schema of `ValidateTokenOptions`. */
export const ValidateTokenOptionsSchema = strictObject({
  secret: Type.String(),
  tokenParameterName: Type.Optional(Type.String()),
});

/** The methods of `api.redirect`, as data. */
export const redirectMethods = {
  'redirect.encodeToken': {
    parameters: [{ name: 'options', optional: false, schema: EncodeTokenOptionsSchema }],
    result: { kind: 'value', optional: false, schema: Type.String() },
  },
  'redirect.sendUserTo': {
    parameters: [
      { name: 'url', optional: false, schema: Type.String() },
      { name: 'options', optional: true, schema: SendUserToOptionsSchema },
    ],
    result: { kind: 'api' },
  },
  'redirect.validateToken': {
    parameters: [{ name: 'options', optional: false, schema: ValidateTokenOptionsSchema }],
    result: { kind: 'value', optional: false, schema: record(Type.Unknown()) },
  },
} as const satisfies Record<string, Method>;
