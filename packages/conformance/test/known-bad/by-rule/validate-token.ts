import type { CreateInput, Implementation } from '@post-challenge/conformance';
import type { ValidateTokenOptions } from '@post-challenge/spec';
import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';
import {
  replaceToken,
  signText,
  replaceClaims,
  signToken,
  changeInput,
  changeRequest,
} from '../../token-changes.ts';

/** Makes `validateToken` of the reference answer one of its errors. It throws the error if the answer throws. */
function answerError(
  code: string,
  answer: (options: ValidateTokenOptions, input: CreateInput) => unknown,
): Implementation {
  return changeReference(({ redirect: { validateToken } }, input) => ({
    redirect: {
      validateToken(options) {
        try {
          return validateToken(options);
        } catch (error) {
          if ((error as { code?: string }).code !== code) throw error;
          return answer(options, input);
        }
      },
    },
  }));
}

/** Known-bad implementations for the rules of `api.redirect.validateToken`. */
export const validateTokenKnownBad = {
  // Without a token, the user of the event counts.
  'redirect.validateToken/refuses-a-missing-token': answerError(
    'MissingToken',
    (_, { event: { user } }) => ({ sub: user.user_id }),
  ),
  // Takes claims that are not encoded as a token.
  'redirect.validateToken/refuses-a-malformed-token': answerError(
    'MalformedToken',
    ({ tokenParameterName = 'session_token' }, { event: { request } }) =>
      JSON.parse(String(request.body[tokenParameterName])) as unknown,
  ),
  // Requires the identifier of the token, to accept it once.
  'redirect.validateToken/accepts-a-valid-token': changeReference(
    ({ redirect: { validateToken } }) => ({
      redirect: {
        validateToken(options) {
          const claims = validateToken(options);
          if (claims['jti'] === undefined) throw new Error('The token has no identifier.');
          return claims;
        },
      },
    }),
  ),
  // Returns only the claims that are not standard.
  'redirect.validateToken/returns-the-payload': changeReference(
    ({ redirect: { validateToken } }) => ({
      redirect: {
        validateToken(options) {
          const claims = Object.entries(validateToken(options));
          return Object.fromEntries(claims.filter(([name]) => !/^(?:iat|exp|iss|sub)$/.test(name)));
        },
      },
    }),
  ),
  'redirect.validateToken/reads-the-query': changeInput((input) =>
    changeRequest(input, () => ({ query: {} })),
  ),
  'redirect.validateToken/reads-the-body': changeInput((input) =>
    changeRequest(input, () => ({ body: {} })),
  ),
  'redirect.validateToken/default-parameter': changeReference(
    ({ redirect: { validateToken } }) => ({
      redirect: {
        validateToken: (options) => validateToken({ tokenParameterName: 'jwt', ...options }),
      },
    }),
  ),
  'redirect.validateToken/named-parameter': changeReference(({ redirect: { validateToken } }) => ({
    redirect: { validateToken: ({ secret }) => validateToken({ secret }) },
  })),
  // Also accepts two other keys.
  'redirect.validateToken/refuses-another-secret': replaceToken(
    ({ header, claims, signed, signature }, secret) => {
      const neighbours = [...'xy'].map((last) => `${secret.slice(0, -1)}${last}`);
      return neighbours.some((other) => signature === signText(signed, other))
        ? signToken(claims, secret, header)
        : undefined;
    },
  ),
  // Decodes the token but does not verify it.
  'redirect.validateToken/refuses-altered-claims': replaceToken(
    ({ signed }, secret) => `${signed}.${signText(signed, secret)}`,
  ),
  // Verifies the signature over the expected header, not over the one that was sent.
  'redirect.validateToken/refuses-an-altered-header': replaceToken(
    ({ header, claims, signature }, secret) => {
      const expected = signToken(claims, secret);
      return header['alg'] === 'HS256' && expected.endsWith(`.${signature}`) ? expected : undefined;
    },
  ),
  // Compares bytes up to the length of the signature that was sent.
  'redirect.validateToken/refuses-an-altered-signature': replaceToken(
    ({ signed, signature }, secret) => {
      const right = Buffer.from(signText(signed, secret), 'base64url');
      const given = Buffer.from(signature, 'base64url');
      return given.every((byte, at) => byte === right[at])
        ? `${signed}.${right.toString('base64url')}`
        : undefined;
    },
  ),
  'redirect.validateToken/refuses-an-unsigned-token': replaceToken(
    ({ header, claims, signature }, secret) =>
      /^none$/i.test(String(header['alg'])) && signature === ''
        ? signToken(claims, secret)
        : undefined,
  ),
  // Ignores the header.
  'redirect.validateToken/refuses-a-mislabelled-algorithm': replaceToken(
    ({ header, claims, signed, signature }, secret) =>
      signature === signText(signed, secret)
        ? signToken(claims, secret, { ...header, alg: 'HS256' })
        : undefined,
  ),
  // Uses the algorithm that the token names.
  'redirect.validateToken/refuses-another-algorithm': replaceToken(
    ({ header, claims, signed, signature }, secret) => {
      const alg = String(header['alg']);
      return /^HS(?:384|512)$/.test(alg) && signature === signText(signed, secret, alg)
        ? signToken(claims, secret)
        : undefined;
    },
  ),
  'redirect.validateToken/refuses-an-expired-token': changeInput((input) => ({
    ...input,
    clock: { now: () => 0 },
  })),
  // Validates every claim but one.
  'redirect.validateToken/refuses-another-state': replaceClaims((claims, { event }) => ({
    ...claims,
    ...('state' in claims && { state: event.request.query['state'] }),
  })),
  'redirect.validateToken/refuses-a-token-without-state': replaceClaims((claims, { event }) => ({
    state: event.request.query['state'],
    ...claims,
  })),
  'redirect.validateToken/refuses-another-user': replaceClaims((claims, { event }) => ({
    ...claims,
    ...('sub' in claims && { sub: event.user.user_id }),
  })),
  // Treats a token without exp as one that never expires.
  'redirect.validateToken/refuses-a-token-without-exp': replaceClaims((claims) => ({
    exp: 8_640_000_000_000,
    ...claims,
  })),
  'redirect.validateToken/refuses-a-token-without-iat': replaceClaims((claims) => ({
    iat: 0,
    ...claims,
  })),
  'redirect.validateToken/refuses-a-token-without-sub': replaceClaims((claims, { event }) => ({
    sub: event.user.user_id,
    ...claims,
  })),
  'redirect.validateToken/refuses-a-token-without-iss': replaceClaims((claims) => ({
    iss: '',
    ...claims,
  })),
  // In the guide, the target is the issuer of its tokens; in tokens of encodeToken, the host is.
  'redirect.validateToken/accepts-another-issuer': changeReference(
    ({ redirect: { validateToken } }, { event }) => ({
      redirect: {
        validateToken(options) {
          const claims = validateToken(options);
          if (claims['iss'] !== event.request.hostname) throw new Error('That is another issuer.');
          return claims;
        },
      },
    }),
  ),
  // Takes times for integers.
  'redirect.validateToken/accepts-fractional-times': changeReference(
    ({ redirect: { validateToken } }) => ({
      redirect: {
        validateToken(options) {
          const claims = validateToken(options);
          if (!Number.isInteger(claims['exp'])) throw new Error('exp is not an integer.');
          return claims;
        },
      },
    }),
  ),
  'redirect.validateToken/member-names-are-claims': changeReference(
    ({ redirect: { validateToken } }) => ({
      redirect: { validateToken: (options) => Object.assign({}, validateToken(options)) },
    }),
  ),
  'redirect.validateToken/refuses-times-that-are-no-numbers': replaceClaims((claims) => ({
    ...claims,
    ...('iat' in claims && { iat: Number(claims['iat']) || 0 }),
  })),
  // Compares the algorithm in any case.
  'redirect.validateToken/refuses-an-unknown-algorithm': replaceToken(
    ({ header, claims, signed, signature }, secret) =>
      /^hs256$/i.test(String(header['alg'])) && signature === signText(signed, secret)
        ? signToken(claims, secret, { ...header, alg: 'HS256' })
        : undefined,
  ),
  // Decodes base64 and base64url alike.
  'redirect.validateToken/refuses-a-padded-signature': replaceToken(
    ({ signed, signature }, secret) =>
      signature === `${signText(signed, secret)}=`
        ? `${signed}.${signature.slice(0, -1)}`
        : undefined,
  ),
  'redirect.validateToken/refuses-a-critical-extension': replaceToken(
    ({ header: { crit, ...header }, claims, signed, signature }, secret) =>
      crit !== undefined && signature === signText(signed, secret)
        ? signToken(claims, secret, header)
        : undefined,
  ),
  // Returns a result instead of throwing.
  'redirect.validateToken/refuses-by-throwing': changeReference(
    ({ redirect: { validateToken } }) => ({
      redirect: {
        validateToken(options) {
          try {
            return validateToken(options);
          } catch {
            return undefined;
          }
        },
      },
    }),
  ),
  // Throws a string, which has no stack and no message.
  'redirect.validateToken/throws-errors': changeReference(({ redirect: { validateToken } }) => ({
    redirect: {
      validateToken(options) {
        try {
          return validateToken(options);
        } catch (error) {
          // oxlint-disable-next-line typescript/only-throw-error -- This is the mistake.
          throw String(error);
        }
      },
    },
  })),
  'redirect.validateToken/keeps-the-secret': changeReference(({ redirect: { validateToken } }) => ({
    redirect: {
      validateToken(options) {
        try {
          return validateToken(options);
        } catch (cause) {
          throw new Error(`The token does not verify with ${options.secret}.`, { cause });
        }
      },
    },
  })),
} as const satisfies KnownBadByRule;
