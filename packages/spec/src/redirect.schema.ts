import Type from 'typebox';
import type { Static } from 'typebox';
import type { Method } from './method.ts';
import type { EncodeTokenOptions, SendUserToOptions, ValidateTokenOptions } from './redirect.ts';
import { type Agree, closed, dictionary, proved } from './schema.ts';

/**
 * The schema of `EncodeTokenOptions`.
 *
 * @public
 */
export const EncodeTokenOptionsSchema = closed({
  secret: Type.String(),
  payload: Type.Unsafe<object>(dictionary(Type.Unknown())),
  expiresInSeconds: Type.Optional(Type.Number()),
});
proved<Agree<EncodeTokenOptions, Static<typeof EncodeTokenOptionsSchema>>>();

/**
 * The schema of `SendUserToOptions`.
 *
 * @public
 */
export const SendUserToOptionsSchema = closed({
  query: Type.Optional(dictionary(Type.String())),
});
proved<Agree<SendUserToOptions, Static<typeof SendUserToOptionsSchema>>>();

/**
 * The schema of `ValidateTokenOptions`.
 *
 * @public
 */
export const ValidateTokenOptionsSchema = closed({
  secret: Type.String(),
  tokenParameterName: Type.Optional(Type.String()),
});
proved<Agree<ValidateTokenOptions, Static<typeof ValidateTokenOptionsSchema>>>();

/**
 * The methods of `api.redirect`, as data.
 *
 * @public
 */
export const redirectMethods = {
  'redirect.encodeToken': {
    description: 'Issues a token whose claims the target of a redirect can trust.',
    parameters: [
      {
        name: 'options',
        description: 'The secret, the payload and the lifetime of the token.',
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
    description: 'Redirects the user to another site after the action has completed.',
    parameters: [
      { name: 'url', description: 'An absolute URL.', optional: false, schema: Type.String() },
      {
        name: 'options',
        description: 'The query parameters to add to the URL.',
        optional: true,
        schema: SendUserToOptionsSchema,
      },
    ],
    result: { kind: 'api', description: 'The `api` object.' },
  },
  'redirect.validateToken': {
    description: 'Validates the token with which the user returned.',
    parameters: [
      {
        name: 'options',
        description: 'The secret, and the name of the parameter that holds the token.',
        optional: false,
        schema: ValidateTokenOptionsSchema,
      },
    ],
    result: {
      kind: 'value',
      description: 'The claims of the token.',
      optional: false,
      schema: dictionary(Type.Unknown()),
    },
  },
} as const satisfies Record<string, Method>;
