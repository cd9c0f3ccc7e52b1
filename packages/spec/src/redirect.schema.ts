import Type from 'typebox';
import type { Method } from './method.ts';
import { record, strictObject } from './schema-builders.ts';

/**
 * The schema of `EncodeTokenOptions`.
 *
 * @public
 */
export const EncodeTokenOptionsSchema = strictObject({
  secret: Type.String(),
  payload: Type.Unsafe<object>(record(Type.Unknown())),
  expiresInSeconds: Type.Optional(Type.Number()),
});

/**
 * The schema of `SendUserToOptions`.
 *
 * @public
 */
export const SendUserToOptionsSchema = strictObject({
  query: Type.Optional(record(Type.String())),
});

/**
 * The schema of `ValidateTokenOptions`.
 *
 * @public
 */
export const ValidateTokenOptionsSchema = strictObject({
  secret: Type.String(),
  tokenParameterName: Type.Optional(Type.String()),
});

/**
 * The methods of `api.redirect`, as data.
 *
 * @public
 */
export const redirectMethods = {
  'redirect.encodeToken': {
    description: 'Makes a token whose claims the target of a redirect can trust.',
    parameters: [
      {
        name: 'options',
        description: 'The secret, the payload and the lifetime.',
        optional: false,
        schema: EncodeTokenOptionsSchema,
      },
    ],
    result: {
      kind: 'value',
      description: 'The token.',
      optional: false,
      schema: Type.String(),
    },
  },
  'redirect.sendUserTo': {
    description: 'Sends the user to another site once the action has completed.',
    parameters: [
      { name: 'url', description: 'An absolute URL.', optional: false, schema: Type.String() },
      {
        name: 'options',
        description: 'Query parameters to add to the URL.',
        optional: true,
        schema: SendUserToOptionsSchema,
      },
    ],
    result: { kind: 'api', description: 'The `api` object.' },
  },
  'redirect.validateToken': {
    description: 'Reads and verifies the token with which the user came back.',
    parameters: [
      {
        name: 'options',
        description: 'The secret, and the parameter that holds the token.',
        optional: false,
        schema: ValidateTokenOptionsSchema,
      },
    ],
    result: {
      kind: 'value',
      description: 'The claims of the token.',
      optional: false,
      schema: record(Type.Unknown()),
    },
  },
} as const satisfies Record<string, Method>;
