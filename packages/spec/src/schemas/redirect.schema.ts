import Type from 'typebox';
import type { Method } from '../method.ts';
import { record, strictObject } from '../validation/schema-builders.ts';

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
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.redirect.encodeToken(options)' },
      { source: 'redirect-guide', section: 'Pass data to the external site' },
      { source: 'test-kit' },
    ],
    parameters: [{ name: 'options', optional: false, schema: EncodeTokenOptionsSchema }],
    result: { kind: 'value', optional: false, schema: Type.String() },
  },
  'redirect.sendUserTo': {
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' },
      { source: 'redirect-guide', section: 'Start a redirect' },
      { source: 'redirect-guide', section: 'Resume the authentication flow' },
      { source: 'types' },
    ],
    parameters: [
      { name: 'url', optional: false, schema: Type.String() },
      { name: 'options', optional: true, schema: SendUserToOptionsSchema },
    ],
    result: { kind: 'api' },
  },
  'redirect.validateToken': {
    basis: 'documented',
    sources: [
      { source: 'api-object', section: 'api.redirect.validateToken(options)' },
      { source: 'redirect-guide', section: 'Pass information back to the Action' },
      { source: 'redirect-guide', section: 'Pass data back to Auth0' },
      { source: 'test-kit' },
    ],
    parameters: [{ name: 'options', optional: false, schema: ValidateTokenOptionsSchema }],
    result: { kind: 'value', optional: false, schema: record(Type.Unknown()) },
  },
} as const satisfies Record<string, Method>;
