import type {
  EventRequest,
  PostChallengeAPI,
  PostChallengeEvent,
  RedirectAPI,
  ValidateTokenOptions,
} from '@post-challenge/spec';
import { DEFAULT_TOKEN_LIFETIME, DEFAULT_TOKEN_PARAMETER } from '@post-challenge/spec';
import { assertLifetime, assertSecret, copyPayload } from './arguments.ts';
import type { Clock } from './clock.ts';
import { InvalidTokenError, type JsonObject, signToken, verifyToken } from './token.ts';
import { addQuery } from './url.ts';

/** The requests that an action makes through `api.redirect`. */
export interface RedirectRequests {
  /** The URL of the last redirect, with its query parameters. */
  redirectUrl?: string;
}

/**
 * Creates `api.redirect`.
 *
 * @param getReturned - Returns what `sendUserTo` returns.
 */
export function createRedirect<Returned = PostChallengeAPI | void>(
  requests: RedirectRequests,
  getReturned: () => Returned,
  { request, user }: PostChallengeEvent,
  clock: Clock,
): RedirectAPI<Returned> {
  return {
    encodeToken(options) {
      const method = 'redirect.encodeToken';
      const { secret, expiresInSeconds = DEFAULT_TOKEN_LIFETIME } = options;
      assertSecret(method, secret);
      assertLifetime(method, expiresInSeconds);
      const iat = Math.floor(clock.now() / 1000);
      const claims = {
        iat,
        exp: iat + expiresInSeconds,
        iss: request.hostname,
        sub: user.user_id,
        ip: request.ip,
        ...copyPayload(options),
      };
      return signToken(claims, secret);
    },
    sendUserTo(url, options) {
      requests.redirectUrl = addQuery('redirect.sendUserTo', url, options?.query);
      return getReturned();
    },
    validateToken<Payload extends object>(options: ValidateTokenOptions) {
      const method = 'redirect.validateToken';
      const { secret, tokenParameterName = DEFAULT_TOKEN_PARAMETER } = options;
      assertSecret(method, secret);
      const token = readParameter(request, tokenParameterName);
      if (token === undefined) throw new InvalidTokenError('MissingToken');
      const claims = verifyToken(token, secret);
      assertClaims(clock.now() / 1000, claims);
      if (claims['state'] !== readParameter(request, 'state'))
        throw new InvalidTokenError('OtherState');
      if (claims['sub'] !== user.user_id) throw new InvalidTokenError('OtherUser');
      return claims as Payload;
    },
  };
}

/** The parameters of a return. */
type Parameters = Pick<EventRequest, 'body' | 'query'>;

/** Reads a parameter of a return: from the body or, if the body has none, from the query. */
export function readParameter({ body, query }: Parameters, name: string): string | undefined {
  return [body[name], query[name]].find(isString);
}

/** Throws if the claims are not valid at a time in seconds. At `exp` itself a token has expired (RFC 7519, section 4.1.4). */
function assertClaims(now: number, claims: JsonObject): void {
  for (const name of ['iat', 'exp', 'nbf', 'iss', 'sub', 'state']) assertClaim(name, claims[name]);
  const { exp, nbf = now } = claims;
  if (now >= Number(exp)) throw new InvalidTokenError('ExpiredToken');
  if (now < Number(nbf)) throw new InvalidTokenError('PrematureToken');
}

/** Throws if a claim is missing or has a wrong type. Only `nbf` may be missing. */
function assertClaim(name: string, value: unknown): void {
  if (value === undefined && name === 'nbf') return;
  const isTime = /^(iat|exp|nbf)$/.test(name);
  if (isTime ? Number.isFinite(value) : isString(value)) return;
  const problem = value === undefined ? 'it has no claim' : 'it has a wrong claim';
  throw new InvalidTokenError(
    'InvalidClaims',
    `${problem} ${name}, expected a ${isTime ? 'number' : 'string'}`,
  );
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}
