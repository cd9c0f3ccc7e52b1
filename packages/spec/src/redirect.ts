import type { PostChallengeAPI } from './api.ts';
import type { Rule } from './rule.ts';

/** The default lifetime of a token, in seconds: 15 minutes. */
export const DEFAULT_TOKEN_LIFETIME = 900;

/** The default name of the parameter that holds a token. */
export const DEFAULT_TOKEN_PARAMETER = 'session_token';

/** Options of `api.redirect.encodeToken`. */
export interface EncodeTokenOptions {
  /**
   * The secret that signs the token, shared with the target of the redirect.
   *
   * @remarks
   * Keep it in `event.secrets`. RFC 7518 asks for at least 32 bytes.
   */
  secret: string;
  /** The members that become claims of the token, signed but not encrypted. */
  payload: object;
  /**
   * The lifetime of the token, in seconds.
   *
   * @defaultValue 900, 15 minutes
   */
  expiresInSeconds?: number | undefined;
}

/** Options of `api.redirect.sendUserTo`. */
export interface SendUserToOptions {
  /** The query parameters to add to the URL. */
  query?: Record<string, string | undefined> | undefined;
}

/** Options of `api.redirect.validateToken`. */
export interface ValidateTokenOptions {
  /** The secret that signed the token, shared with the site that issued it. */
  secret: string;
  /**
   * The name of the query or body parameter of the return that holds the token.
   *
   * @defaultValue 'session_token'
   */
  tokenParameterName?: string | undefined;
}

/**
 * Sends the user to another site and back: `api.redirect`.
 *
 * @typeParam Returned - What `sendUserTo` returns; by default the `api` object or nothing, so that code which chains does not
 * compile.
 */
export interface RedirectAPI<Returned = PostChallengeAPI | void> {
  /**
   * Issues a token whose claims the target of a redirect can trust.
   *
   * @remarks
   * The token is a compact JWT, signed with HS256 and the UTF-8 bytes of the secret. Besides the payload it has the claims `iat`
   * (now, in whole seconds), `exp` (`iat` plus the lifetime), `iss` (`event.request.hostname`), `sub` (`event.user.user_id`) and
   * `ip` (`event.request.ip`). Anyone who holds the token can read it.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx);
   * [Redirect with Actions](https://auth0.com/docs/customize/actions/redirect-with-actions) (algorithm and claims);
   * [test kit of the vendor](https://www.npmjs.com/package/%40auth0/actions) (`iat`, `typ`).
   *
   * @param options - The secret, the payload and the lifetime of the token.
   * @returns The token.
   * @throws Error if the options are not valid; a TypeError in the reference.
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
   * Redirects the user to another site after the action has completed.
   *
   * @remarks
   * Code after the call still runs. The platform adds a parameter `state`, with which the user returns to `/continue`; then the
   * continue handler `onContinuePostChallenge` of the same action executes. Query parameters belong in `query`, not beside it.
   *
   * The page of edition 2025 says that `sendUserTo` returns the `api` object; the other sources say that it returns nothing. Code
   * that does not chain works with all of them.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx);
   * [Redirect with Actions](https://auth0.com/docs/customize/actions/redirect-with-actions) (`state` and the return).
   *
   * @param url - An absolute URL.
   * @param options - The query parameters to add to the URL.
   * @returns The `api` object, in edition 2025.
   * @throws Error if the URL is not absolute (seen in the test kit of the vendor); a TypeError in the reference.
   * @example
   * ```js
   * api.redirect.sendUserTo('https://verify.example.com/', { query: { locale: event.transaction.locale } });
   * ```
   */
  sendUserTo(url: string, options?: SendUserToOptions): Returned;

  /**
   * Validates the token with which the user returned.
   *
   * @remarks
   * The method reads the token from the query or the body of the return. The token must be signed with HS256 and the secret, must
   * not be expired, and must be for this `state` and this user. It must have the claims `iat`, `exp`, `sub`, `iss` and `state`;
   * any `iss` is accepted.
   *
   * Source: [API object (edition 2025)](https://github.com/auth0/docs-v2/blob/7a6ade8aedd952d503768279d2de147425593d6a/main/docs/customize/actions/explore-triggers/password-reset-triggers/post-challenge-trigger/post-challenge-api-object.mdx);
   * [Redirect with Actions](https://auth0.com/docs/customize/actions/redirect-with-actions) (`exp` and `state`);
   * [test kit of the vendor](https://www.npmjs.com/package/%40auth0/actions) (other claims, and that a refusal throws).
   *
   * @typeParam Payload - The claims that the site puts into its tokens; any claims by default. The signature proves who issued
   * the token, not that it has this shape.
   * @param options - The secret, and the name of the parameter that holds the token.
   * @returns The claims of the token.
   * @throws Error if there is no token or the token is not valid (that a refusal throws was seen in the test kit of the vendor).
   * @example
   * ```js
   * const claims = api.redirect.validateToken({ secret: event.secrets.REDIRECT_SECRET });
   * if (claims.verified !== true) api.access.deny('Not verified.');
   * ```
   */
  validateToken<Payload extends object = any>(options: ValidateTokenOptions): Payload;
}

/** A token with one fault proves nothing about an implementation that refuses every token, or none. */
const afterTheControl = [
  'redirect.validateToken/accepts-a-valid-token',
  'redirect.validateToken/refuses-a-malformed-token',
] as const;

/** The rules of `api.redirect`. */
export const redirectRules = {
  'redirect.encodeToken/returns-a-jwt': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'types' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.redirect.encodeToken(options)' }],
      '2026': [{ source: 'types' }],
    },
    needs: [],
    requires: [],
    text: '`redirect.encodeToken` returns a compact JWT.',
  },
  'redirect.encodeToken/signs-with-the-secret': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass data to the external site' }],
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` signs the token with HS256 and the given secret.',
  },
  'redirect.encodeToken/carries-the-payload': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.encodeToken(options)' }],
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` adds every member of the payload to the token as a claim.',
    note: 'Members with the name of a standard claim, such as `exp`, are not judged; see `redirect.encodeToken/payload-over-claims`.',
  },
  'redirect.encodeToken/member-names-are-claims': {
    level: 'SHOULD',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.redirect.encodeToken(options)' }],
    needs: [],
    requires: ['redirect.encodeToken/carries-the-payload'],
    text: '`redirect.encodeToken` treats names of JavaScript object members, such as `__proto__` and `constructor`, as ordinary names of claims.',
  },
  'redirect.encodeToken/default-lifetime': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'guide' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.redirect.encodeToken(options)' }],
      '2026': [{ source: 'redirect-guide', section: 'Pass data to the external site' }],
    },
    needs: ['clock'],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` sets the `exp` claim to 900 seconds after the call if `expiresInSeconds` is not given.',
    note: '`exp` may be off by less than a second, because an implementation may round the time up or down.',
  },
  'redirect.encodeToken/lifetime': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.encodeToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` sets the `exp` claim to `expiresInSeconds` seconds after the call.',
    note: 'Judged on positive whole numbers. `exp` may be off by less than a second, because an implementation may round the time up or down.',
  },
  'redirect.encodeToken/issued-at': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['clock'],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` sets the `iat` claim to the time of the call, in seconds since the Unix epoch.',
    note: '`iat` may be off by less than a second, because an implementation may round the time up or down.',
  },
  'redirect.encodeToken/issuer': {
    level: 'SHOULD',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass data to the external site' }],
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` sets the `iss` claim to `event.request.hostname`.',
  },
  'redirect.encodeToken/subject': {
    level: 'SHOULD',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass data to the external site' }],
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` sets the `sub` claim to `event.user.user_id`.',
  },
  'redirect.encodeToken/address': {
    level: 'SHOULD',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass data to the external site' }],
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` sets the `ip` claim to `event.request.ip`.',
  },
  'redirect.encodeToken/header-type': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: '`redirect.encodeToken` sets the `typ` header of the token to `JWT`.',
  },
  'redirect.encodeToken/secret-is-utf8': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: ['redirect.encodeToken/signs-with-the-secret'],
    text: '`redirect.encodeToken` uses the UTF-8 bytes of the secret as the key of the signature.',
  },
  'redirect.encodeToken/payload-over-claims': {
    level: 'PROBE',
    needs: [],
    requires: ['redirect.encodeToken/returns-a-jwt'],
    text: 'Does `redirect.encodeToken` let a payload member replace the standard claim of the same name, such as `exp`?',
  },
  'redirect.sendUserTo/redirects': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' }],
    needs: ['outcome'],
    requires: [],
    text: '`redirect.sendUserTo` redirects the user to the given URL.',
  },
  'redirect.sendUserTo/works-without-options': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' }],
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/redirects'],
    text: '`redirect.sendUserTo` keeps the query parameters of the URL if it is called without options.',
    note: 'Parameters that the action did not ask for, such as `state`, are not judged.',
  },
  'redirect.sendUserTo/adds-the-query': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' }],
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/redirects'],
    text: '`redirect.sendUserTo` adds every member of `query` to the URL as a query parameter.',
  },
  'redirect.sendUserTo/encodes-the-query': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' }],
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/adds-the-query'],
    text: '`redirect.sendUserTo` encodes `query` so that names and values with reserved, control or non-ASCII characters arrive unchanged.',
  },
  'redirect.sendUserTo/keeps-the-url': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' }],
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/adds-the-query', 'redirect.sendUserTo/works-without-options'],
    text: '`redirect.sendUserTo` keeps the scheme, host, port, path, fragment and other query parameters of the URL.',
  },
  'redirect.sendUserTo/lets-the-action-finish': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' }],
    needs: [],
    requires: [],
    text: 'After `redirect.sendUserTo`, later calls in the same execution run and return as they would without it.',
    note: 'Judged on `api.cache`, `redirect.encodeToken` and `transaction.setResultUrl`.',
  },
  'redirect.sendUserTo/returns-api': {
    level: 'MUST',
    until: '2025',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.sendUserTo(url, options)' }],
    needs: [],
    requires: [],
    text: '`redirect.sendUserTo` returns the `api` object that it was called on.',
  },
  'redirect.sendUserTo/result': {
    level: 'PROBE',
    since: '2026',
    needs: [],
    requires: [],
    text: 'What does `redirect.sendUserTo` return?',
  },
  'redirect.sendUserTo/refuses-a-relative-url': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: [],
    requires: [],
    text: '`redirect.sendUserTo` throws if the URL is not absolute.',
  },
  'redirect.sendUserTo/refuses-a-script-url': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: [],
    text: '`redirect.sendUserTo` throws if the scheme of the URL is `javascript:` or `data:`.',
  },
  'redirect.sendUserTo/holds-later-actions': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Start a redirect' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/redirects'],
    text: 'After `redirect.sendUserTo`, no later action executes before the user returns.',
  },
  'redirect.sendUserTo/carries-state': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Start a redirect' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/redirects'],
    text: '`redirect.sendUserTo` redirects the user to a URL with a non-empty `state` query parameter.',
  },
  'redirect.sendUserTo/resumes-the-same-action': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Resume the authentication flow' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/carries-state'],
    text: 'The continue handler of the action that called `redirect.sendUserTo` executes when the user returns.',
  },
  'redirect.sendUserTo/continues-with-later-actions': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Resume the authentication flow' }],
    needs: ['host'],
    requires: [
      'flow/executes-in-order',
      'redirect.sendUserTo/holds-later-actions',
      'redirect.sendUserTo/resumes-the-same-action',
    ],
    text: 'After `redirect.sendUserTo`, the later actions execute in order when the user returns.',
  },
  'redirect.sendUserTo/does-not-repeat-handlers': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Resume the authentication flow' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'After `redirect.sendUserTo`, no `onExecutePostChallenge` handler that has executed executes again when the user returns.',
  },
  'redirect.sendUserTo/refuses-another-state': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Resume the authentication flow' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'After `redirect.sendUserTo`, a return with a missing or different `state` does not resume the transaction.',
  },
  'redirect.sendUserTo/brings-the-query': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass data back to Auth0' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'After `redirect.sendUserTo`, `event.request.query` of the continue handler has the query parameters of the return.',
    note: 'The parameter `state` is not judged.',
  },
  'redirect.sendUserTo/brings-the-body': {
    level: 'SHOULD',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass information back to the Action' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'redirect.sendUserTo/resumes-the-same-action'],
    text: 'After `redirect.sendUserTo`, `event.request.body` of the continue handler has the members of the body of the return.',
  },
  'redirect.sendUserTo/same-named-parameter': {
    level: 'PROBE',
    needs: ['outcome'],
    requires: ['redirect.sendUserTo/redirects'],
    text: 'If the URL already has a query parameter named in `query`, does `redirect.sendUserTo` keep the old value, the new value or both?',
  },
  'redirect.validateToken/refuses-a-missing-token': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: [],
    requires: [],
    text: '`redirect.validateToken` refuses a return without a token parameter.',
  },
  'redirect.validateToken/refuses-a-malformed-token': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: [],
    requires: ['redirect.validateToken/refuses-a-missing-token'],
    text: '`redirect.validateToken` refuses a token if it is not a JWT.',
  },
  'redirect.validateToken/accepts-a-valid-token': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: [],
    text: '`redirect.validateToken` accepts a valid token.',
  },
  'redirect.validateToken/returns-the-payload': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'types' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
      '2026': [{ source: 'types' }],
    },
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: '`redirect.validateToken` returns every claim of the token.',
  },
  'redirect.validateToken/reads-the-query': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: '`redirect.validateToken` finds a token in the query of the return.',
  },
  'redirect.validateToken/reads-the-body': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: '`redirect.validateToken` finds a token in the body of the return.',
  },
  'redirect.validateToken/default-parameter': {
    level: 'MUST',
    basis: { '2025': 'documented', '2026': 'types' },
    sources: {
      '2025': [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
      '2026': [{ source: 'types' }],
    },
    needs: ['clock'],
    requires: ['redirect.validateToken/reads-the-query', 'redirect.validateToken/reads-the-body'],
    text: '`redirect.validateToken` reads the parameter `session_token` if `tokenParameterName` is not given.',
  },
  'redirect.validateToken/named-parameter': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/reads-the-query', 'redirect.validateToken/reads-the-body'],
    text: '`redirect.validateToken` reads the parameter named by `tokenParameterName` instead of `session_token`.',
  },
  'redirect.validateToken/refuses-another-secret': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-altered-claims'],
    text: '`redirect.validateToken` refuses a token if it is signed with another secret.',
    note: 'The secrets may differ only in their last byte, but never only in trailing NUL bytes, which HMAC cannot tell apart.',
  },
  'redirect.validateToken/refuses-altered-claims': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if its claims were changed after signing.',
  },
  'redirect.validateToken/refuses-an-altered-header': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-altered-claims'],
    text: '`redirect.validateToken` refuses a token if its header gained a member after signing.',
  },
  'redirect.validateToken/refuses-an-altered-signature': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-altered-claims'],
    text: '`redirect.validateToken` refuses a token if its signature was changed, cut, extended or removed.',
  },
  'redirect.validateToken/refuses-an-unsigned-token': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if it has the `alg` header `none` and no signature.',
    note: 'Judged on `none` in upper, lower and mixed case.',
  },
  'redirect.validateToken/refuses-a-mislabelled-algorithm': {
    level: 'MUST',
    basis: 'documented',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if its `alg` header is `none`, `HS384` or `HS512` but its signature is correct for HS256.',
  },
  'redirect.validateToken/refuses-another-algorithm': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass information back to the Action' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if it is correctly signed with HS384 or HS512.',
  },
  'redirect.validateToken/refuses-an-expired-token': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass information back to the Action' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if its `exp` claim passed more than an hour ago.',
    note: 'Leeway of up to an hour is not judged.',
  },
  'redirect.validateToken/refuses-another-state': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass information back to the Action' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if its `state` claim differs from the `state` parameter of the return.',
  },
  'redirect.validateToken/refuses-a-token-without-state': {
    level: 'MUST',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass information back to the Action' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-another-state'],
    text: '`redirect.validateToken` refuses a token if it has no `state` claim.',
  },
  'redirect.validateToken/refuses-another-user': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if its `sub` claim is not the `user_id` of the user.',
  },
  'redirect.validateToken/refuses-a-token-without-exp': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if it has no `exp` claim.',
  },
  'redirect.validateToken/refuses-a-token-without-iat': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if it has no `iat` claim.',
  },
  'redirect.validateToken/refuses-a-token-without-sub': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if it has no `sub` claim.',
  },
  'redirect.validateToken/refuses-a-token-without-iss': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if it has no `iss` claim.',
  },
  'redirect.validateToken/accepts-another-issuer': {
    level: 'SHOULD',
    basis: 'guide',
    sources: [{ source: 'redirect-guide', section: 'Pass information back to the Action' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/reads-the-query', 'redirect.validateToken/reads-the-body'],
    text: '`redirect.validateToken` accepts a token whose `iss` claim names the target of the redirect.',
  },
  'redirect.validateToken/accepts-fractional-times': {
    level: 'SHOULD',
    basis: 'rfc',
    sources: [{ source: 'rfc7519', section: '2' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: '`redirect.validateToken` accepts a token whose `iat` and `exp` claims have fractions of a second.',
  },
  'redirect.validateToken/member-names-are-claims': {
    level: 'MUST',
    basis: 'implied',
    sources: [{ source: 'api-object', section: 'api.redirect.validateToken(options)' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/returns-the-payload'],
    text: '`redirect.validateToken` treats names of JavaScript object members, such as `__proto__` and `constructor`, as ordinary names of claims.',
  },
  'redirect.validateToken/refuses-times-that-are-no-numbers': {
    level: 'SHOULD',
    basis: 'rfc',
    sources: [
      { source: 'rfc7519', section: '4.1.4' },
      { source: 'rfc7519', section: '4.1.6' },
    ],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if its `exp` or `iat` claim is not a number.',
  },
  'redirect.validateToken/refuses-an-unknown-algorithm': {
    level: 'SHOULD',
    basis: 'rfc',
    sources: [{ source: 'rfc7515', section: '4.1.1' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-a-mislabelled-algorithm'],
    text: '`redirect.validateToken` refuses a token if its `alg` header is missing, or is not the text `HS256`, although its signature is correct for HS256.',
    note: 'The values `none`, `HS384` and `HS512` belong to another rule.',
  },
  'redirect.validateToken/refuses-a-padded-signature': {
    level: 'SHOULD',
    basis: 'rfc',
    sources: [{ source: 'rfc7515', section: '5.2' }],
    needs: ['clock'],
    requires: ['redirect.validateToken/refuses-an-altered-signature'],
    text: '`redirect.validateToken` refuses a token if its signature ends with the padding of base64.',
  },
  'redirect.validateToken/refuses-a-critical-extension': {
    level: 'SHOULD',
    basis: 'rfc',
    sources: [{ source: 'rfc7515', section: '4.1.11' }],
    needs: ['clock'],
    requires: afterTheControl,
    text: '`redirect.validateToken` refuses a token if its `crit` header lists an unknown extension (RFC 7515 §4.1.11).',
  },
  'redirect.validateToken/refuses-by-throwing': {
    level: 'SHOULD',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['clock'],
    requires: [
      'redirect.validateToken/refuses-a-missing-token',
      'redirect.validateToken/refuses-a-malformed-token',
      'redirect.validateToken/refuses-altered-claims',
    ],
    text: '`redirect.validateToken` throws if it refuses a token, or a return without one.',
    note: 'Any result that is not the claims of the token is a refusal.',
  },
  'redirect.validateToken/throws-errors': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: ['redirect.validateToken/refuses-a-missing-token'],
    text: '`redirect.validateToken` throws only `Error` objects.',
  },
  'redirect.validateToken/keeps-the-secret': {
    level: 'SHOULD',
    basis: 'decided',
    needs: [],
    requires: ['redirect.validateToken/refuses-a-missing-token'],
    text: 'The message of an error that `redirect.validateToken` throws contains neither the secret nor the token.',
  },
  'redirect.validateToken/exp-boundary': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'Does `redirect.validateToken` accept a token whose `exp` claim passed up to five minutes ago?',
  },
  'redirect.validateToken/not-before': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'Does `redirect.validateToken` accept a token whose `nbf` claim is in the future?',
  },
  'redirect.validateToken/header-type': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'Does `redirect.validateToken` accept a token whose `typ` header is not `JWT`?',
  },
  'redirect.validateToken/without-audience': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'Does `redirect.validateToken` accept a token without an `aud` claim?',
  },
  'redirect.validateToken/query-and-body': {
    level: 'PROBE',
    needs: ['clock'],
    requires: ['redirect.validateToken/accepts-a-valid-token'],
    text: 'If the query and the body of the return have different tokens, which one does `redirect.validateToken` read?',
  },
} as const satisfies Record<string, Rule>;
