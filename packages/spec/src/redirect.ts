import type { PostChallengeAPI } from './api.ts';
import type { Rule } from './rule.ts';

/**
 * The lifetime of a token for which none was given, in seconds: 15 minutes.
 *
 * @public
 */
export const DEFAULT_TOKEN_LIFETIME = 900;

/**
 * The name of the parameter that carries a token where none was given.
 *
 * @public
 */
export const DEFAULT_TOKEN_PARAMETER = 'session_token';

/**
 * Options of `api.redirect.encodeToken`.
 *
 * @public
 */
export interface EncodeTokenOptions {
  /**
   * The key of the signature, shared with the target of the redirect.
   *
   * @remarks
   * Keep it in `event.secrets`. RFC 7518 asks for at least 32 bytes.
   */
  secret: string;
  /** The members that become claims of the token. They are signed, not encrypted. */
  payload: object;
  /**
   * The lifetime of the token, in seconds.
   *
   * @defaultValue 900, 15 minutes
   */
  expiresInSeconds?: number;
}

/**
 * Options of `api.redirect.sendUserTo`.
 *
 * @public
 */
export interface SendUserToOptions {
  /** Query parameters that are added to the URL. */
  query?: Record<string, string>;
}

/**
 * Options of `api.redirect.validateToken`.
 *
 * @public
 */
export interface ValidateTokenOptions {
  /** The key of the signature, shared with the site that made the token. */
  secret: string;
  /**
   * The name of the query or body parameter of the return that holds the token.
   *
   * @defaultValue 'session_token'
   */
  tokenParameterName?: string;
}

/**
 * Sending the user to another site and back: `api.redirect`.
 *
 * @public
 */
export interface RedirectAPI {
  /**
   * Makes a token whose claims the target of a redirect can trust.
   *
   * @remarks
   * A compact JWT, signed as HS256 with the UTF-8 bytes of the secret. Besides the payload it carries `iat` (now, in whole
   * seconds), `exp` (`iat` and the lifetime), `iss` (`event.request.hostname`), `sub` (`event.user.user_id`) and `ip`
   * (`event.request.ip`). Anyone who holds the token can read it.
   *
   * Source: documented; algorithm and claims: guide; `iat`, `typ`: observed.
   *
   * @param options - The secret, the payload and the lifetime.
   * @returns The token.
   * @throws TypeError, where the options are not as described.
   * @example
   * ```js
   * const session_token = api.redirect.encodeToken({
   *   secret: event.secrets.REDIRECT_SECRET,
   *   payload: { email: event.user.email },
   * });
   * api.redirect.sendUserTo('https://verify.example.com/', { query: { session_token } });
   * ```
   */
  encodeToken(options: EncodeTokenOptions): string;

  /**
   * Sends the user to another site once the action has completed.
   *
   * @remarks
   * Code after the call still runs. The platform adds a parameter `state`, with which the user comes back to `/continue`; then
   * `onContinuePostChallenge` of the same action executes. Query parameters go below `query`, not beside it.
   *
   * The page says that `sendUserTo` returns the `api` object, the published type definitions and test kit say nothing is
   * returned: code that does not chain is right either way.
   *
   * Source: documented; `state` and the return: guide.
   *
   * @param url - An absolute URL.
   * @param options - Query parameters to add to the URL.
   * @returns The `api` object.
   * @throws TypeError, where the URL is not absolute.
   * @example
   * ```js
   * api.redirect.sendUserTo('https://verify.example.com/', { query: { locale: event.transaction.locale } });
   * ```
   */
  sendUserTo(url: string, options?: SendUserToOptions): PostChallengeAPI;

  /**
   * Reads and verifies the token with which the user came back.
   *
   * @remarks
   * The token is taken from the query or the body of the return. It must be signed as HS256 with the secret, not be expired,
   * and be for this `state` and this user; `iat`, `exp`, `sub`, `iss` and `state` must be there. What `iss` holds is not
   * judged.
   *
   * Source: documented; checks of `exp` and `state`: guide; other required claims: observed.
   *
   * @typeParam Payload - What the site puts into its tokens. The signature shows who made the token, not that it has this shape.
   * @param options - The secret, and the parameter that holds the token.
   * @returns The claims of the token.
   * @throws Error, where there is no token or it does not verify.
   * @example
   * ```js
   * const claims = api.redirect.validateToken({ secret: event.secrets.REDIRECT_SECRET });
   * if (claims.verified !== true) api.access.deny('Not verified.');
   * ```
   */
  validateToken<Payload extends object = Record<string, unknown>>(
    options: ValidateTokenOptions,
  ): Payload;
}

/** A token that is wrong in one respect says nothing of an implementation that refuses every token, or none. */
const afterTheControl = [
  'redirect.validateToken/accepts-a-valid-token',
  'redirect.validateToken/refuses-a-malformed-token',
] as const;

/**
 * The rules of `api.redirect`.
 *
 * @public
 */
export const redirectRules = {
  'redirect.encodeToken/returns-a-jwt': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: [],
    text: 'The result is a compact JWT.',
  },
  'redirect.encodeToken/signs-with-the-secret': {
    level: 'MUST',
    basis: 'guide',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: 'The token verifies as HS256 with the secret.',
  },
  'redirect.encodeToken/carries-the-payload': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: 'Every member of the payload is a claim of the token.',
    note: 'Members named as a claim of the token itself are left out; see redirect.encodeToken/payload-over-claims.',
  },
  'redirect.encodeToken/member-names-are-claims': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: ['redirect.encodeToken/carries-the-payload'],
    text: '`__proto__`, `constructor` and the like are claims of a made token as any other.',
  },
  'redirect.encodeToken/default-lifetime': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: 'The token expires 900 seconds after it was made.',
    note: 'Less than a second off, whichever way the time is rounded.',
  },
  'redirect.encodeToken/lifetime': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: 'The token expires expiresInSeconds after it was made.',
    note: 'Positive whole numbers; less than a second off, whichever way the time is rounded.',
  },
  'redirect.encodeToken/issued-at': {
    level: 'SHOULD',
    basis: 'observed',
    needs: ['clock'],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: 'iat is the time the token was made, in seconds.',
    note: 'Less than a second off, whichever way the time is rounded.',
  },
  'redirect.encodeToken/issuer': {
    level: 'SHOULD',
    basis: 'guide',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: "iss is the request's hostname.",
  },
  'redirect.encodeToken/subject': {
    level: 'SHOULD',
    basis: 'guide',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: "sub is the user's user_id.",
  },
  'redirect.encodeToken/address': {
    level: 'SHOULD',
    basis: 'guide',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: "ip is the request's address.",
  },
  'redirect.encodeToken/header-type': {
    level: 'SHOULD',
    basis: 'observed',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: "The header's typ is JWT.",
  },
  'redirect.encodeToken/secret-is-utf8': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: ['redirect.encodeToken/signs-with-the-secret'],
    text: "The key is the secret's UTF-8 bytes.",
  },
  'redirect.encodeToken/payload-over-claims': {
    level: 'PROBE',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: 'Whether a payload member named as a standard claim wins.',
  },
  'redirect.sendUserTo/redirects': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: [],
    text: 'The user is sent to the URL given.',
  },
  'redirect.sendUserTo/works-without-options': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/redirects'],
    text: 'Without options the URL has the parameters it had.',
    note: 'Parameters that nobody asked for, such as state, are not judged.',
  },
  'redirect.sendUserTo/adds-the-query': {
    level: 'MUST',
    basis: 'documented',
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/redirects'],
    text: 'Every query option is a parameter of the URL the user is sent to, with its value.',
  },
  'redirect.sendUserTo/encodes-the-query': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/adds-the-query'],
    text: 'Names and values with reserved, control or non-ASCII characters arrive as given.',
  },
  'redirect.sendUserTo/keeps-the-url': {
    level: 'MUST',
    basis: 'implied',
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/adds-the-query'],
    text: 'Scheme, host, path, fragment and the other parameters stay.',
  },
  'redirect.sendUserTo/lets-the-action-finish': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: [],
    text: 'After sendUserTo the later calls of the same execution are carried out and return as they would have.',
    note: 'Judged on cache.set and redirect.encodeToken.',
  },
  'redirect.sendUserTo/returns-api': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: [],
    text: 'sendUserTo returns the api object it was called on.',
  },
  'redirect.sendUserTo/refuses-a-relative-url': {
    level: 'SHOULD',
    basis: 'observed',
    needs: [],
    requires: [],
    text: 'Sending the user to a URL that is not absolute throws.',
  },
  'redirect.sendUserTo/refuses-a-script-url': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: [],
    text: 'Sending the user to a javascript: or data: URL throws.',
  },
  'redirect.sendUserTo/holds-later-actions': {
    level: 'MUST',
    basis: 'implied',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/redirects'],
    text: 'No later action executes before the user has returned.',
  },
  'redirect.sendUserTo/carries-state': {
    level: 'MUST',
    basis: 'guide',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/redirects'],
    text: 'The URL carries a state parameter.',
  },
  'redirect.sendUserTo/resumes-the-same-action': {
    level: 'MUST',
    basis: 'guide',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/carries-state'],
    text: 'The return executes the continue handler of the action that redirected.',
  },
  'redirect.sendUserTo/continues-with-later-actions': {
    level: 'MUST',
    basis: 'guide',
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'redirect.sendUserTo/holds-later-actions',
      'redirect.sendUserTo/resumes-the-same-action',
    ],
    text: 'After the continue handler the later actions execute.',
  },
  'redirect.sendUserTo/does-not-repeat-handlers': {
    level: 'MUST',
    basis: 'guide',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'No handler that has executed executes again.',
  },
  'redirect.sendUserTo/refuses-another-state': {
    level: 'MUST',
    basis: 'guide',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'A return with a missing or different state resumes nothing.',
  },
  'redirect.sendUserTo/brings-the-query': {
    level: 'MUST',
    basis: 'guide',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: "The continue handler's event.request.query is the query of the return.",
  },
  'redirect.sendUserTo/brings-the-body': {
    level: 'SHOULD',
    basis: 'guide',
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: "The continue handler's event.request.body is the body of the return.",
  },
  'redirect.sendUserTo/same-named-parameter': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/redirects'],
    text: 'Whether a parameter already in the URL the user is sent to is kept, replaced or joined.',
  },
  'redirect.validateToken/refuses-a-missing-token': {
    level: 'MUST',
    basis: 'implied',
    needs: [],
    requires: [],
    text: 'Where the parameter is missing validateToken throws.',
  },
  'redirect.validateToken/refuses-a-malformed-token': {
    level: 'MUST',
    basis: 'documented',
    needs: [],
    requires: ['redirect.validateToken/refuses-a-missing-token'],
    text: 'What is not a JWT throws.',
  },
  'redirect.validateToken/accepts-a-valid-token': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: [],
    text: 'A valid token is accepted.',
  },
  'redirect.validateToken/returns-the-payload': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'The result holds every claim of the token.',
  },
  'redirect.validateToken/reads-the-query': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'A token in the query is found.',
  },
  'redirect.validateToken/reads-the-body': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'A token in the body is found.',
  },
  'redirect.validateToken/default-parameter': {
    level: 'MUST',
    basis: 'types',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'Unless named, the parameter is session_token.',
  },
  'redirect.validateToken/named-parameter': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'A named parameter is read instead of session_token.',
  },
  'redirect.validateToken/refuses-another-secret': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-altered-claims'],
    text: 'A token signed with another secret throws.',
    note: 'Also one that differs in its last byte, but never by trailing NULs alone, which HMAC cannot tell apart.',
  },
  'redirect.validateToken/refuses-altered-claims': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token whose claims were changed throws.',
  },
  'redirect.validateToken/refuses-an-altered-header': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-altered-claims'],
    text: 'A token whose header gained a member after signing throws.',
  },
  'redirect.validateToken/refuses-an-altered-signature': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-altered-claims'],
    text: 'A token whose signature was changed, cut or removed throws.',
  },
  'redirect.validateToken/refuses-an-unsigned-token': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token with alg none and no signature throws.',
  },
  'redirect.validateToken/refuses-a-mislabelled-algorithm': {
    level: 'MUST',
    basis: 'documented',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token whose header names none, HS384 or HS512 over a correct HS256 signature throws.',
  },
  'redirect.validateToken/refuses-another-algorithm': {
    level: 'MUST',
    basis: 'guide',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token correctly signed with HS384 or HS512 throws.',
  },
  'redirect.validateToken/refuses-an-expired-token': {
    level: 'MUST',
    basis: 'guide',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token whose exp passed more than an hour ago throws.',
    note: 'Leeway of up to an hour is not judged.',
  },
  'redirect.validateToken/refuses-another-state': {
    level: 'MUST',
    basis: 'guide',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token for another state throws.',
  },
  'redirect.validateToken/refuses-a-token-without-state': {
    level: 'MUST',
    basis: 'guide',
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-another-state'],
    text: 'A token without state throws.',
  },
  'redirect.validateToken/refuses-another-user': {
    level: 'SHOULD',
    basis: 'observed',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token whose sub is another user throws.',
  },
  'redirect.validateToken/refuses-a-token-without-exp': {
    level: 'SHOULD',
    basis: 'observed',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token without exp throws.',
  },
  'redirect.validateToken/refuses-a-token-without-iat': {
    level: 'SHOULD',
    basis: 'observed',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token without iat throws.',
  },
  'redirect.validateToken/refuses-a-token-without-sub': {
    level: 'SHOULD',
    basis: 'observed',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token without sub throws.',
  },
  'redirect.validateToken/refuses-a-token-without-iss': {
    level: 'SHOULD',
    basis: 'observed',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token without iss throws.',
  },
  'redirect.validateToken/accepts-another-issuer': {
    level: 'SHOULD',
    basis: 'guide',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'A token whose iss names the target of the redirect is accepted.',
  },
  'redirect.validateToken/member-names-are-claims': {
    level: 'MUST',
    basis: 'implied',
    needs: ['clock'],
    requires: ['redirect.validateToken/returns-the-payload'],
    text: '`__proto__`, `constructor` and the like are returned as any other claim.',
  },
  'redirect.validateToken/refuses-times-that-are-no-numbers': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token whose exp or iat is not a number throws.',
  },
  'redirect.validateToken/refuses-a-critical-extension': {
    level: 'SHOULD',
    basis: 'decided',
    needs: ['clock'],
    requires: afterTheControl,
    text: 'A token whose header has an unknown crit throws (RFC 7515 §4.1.11).',
  },
  'redirect.validateToken/throws-errors': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: ['redirect.validateToken/refuses-a-missing-token'],
    text: 'What validateToken throws is an Error.',
  },
  'redirect.validateToken/keeps-the-secret': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: ['redirect.validateToken/refuses-a-missing-token'],
    text: 'No message holds the secret or the token.',
  },
  'redirect.validateToken/exp-boundary': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'How a token is treated whose exp passed up to five minutes ago.',
  },
  'redirect.validateToken/not-before': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'How a token is treated whose nbf lies in the future.',
  },
  'redirect.validateToken/header-type': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'How a token is treated whose header has another typ.',
  },
  'redirect.validateToken/without-audience': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'Whether a token is asked for an aud.',
  },
  'redirect.validateToken/query-and-body': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'Which of two different tokens counts, the one in the query or the one in the body.',
  },
} as const satisfies Record<string, Rule>;
