import type { ValidateTokenOptions } from '@post-challenge/spec';
import { isIP } from 'node:net';
import { answerRefusal } from '../answer-refusal.ts';
import { changeReference } from '../implementations.ts';
import { changeEncoding, splitToken, signToken, changeInput } from '../token-changes.ts';
import type { Variants } from './variant.ts';

const encodeTokenRules = /encodeToken|lets-the-action-finish$/;
const validateTokenRules = /validateToken/;

type Validate = (options: ValidateTokenOptions) => object;

/** Changes `validateToken` of the reference. */
function changeValidation(change: (validate: Validate) => Validate) {
  return changeReference(({ redirect: { validateToken } }) => ({
    redirect: { validateToken: change(validateToken) },
  }));
}

/** Variants of encoding and validating tokens. */
export const tokenVariants: Variants = {
  'claims in another order, and more of them': {
    implementation: changeEncoding((claims, secret) =>
      signToken(
        Object.fromEntries([
          ...Object.entries(claims).toReversed(),
          ['jti', '1'],
          ['aud', 'verifier'],
        ]),
        secret,
        { typ: 'JWT', kid: 'key', alg: 'HS256' },
      ),
    ),
    touches: encodeTokenRules,
  },
  'times rounded up': {
    implementation: changeReference(({ redirect: { encodeToken } }, { clock }) => ({
      redirect: {
        encodeToken({ payload, expiresInSeconds = 900, ...options }) {
          const iat = Math.ceil(clock.now() / 1000);
          return encodeToken({
            ...options,
            payload: { iat, exp: iat + expiresInSeconds, ...payload },
          });
        },
      },
    })),
    touches: encodeTokenRules,
  },
  'an hour of leeway': {
    implementation: changeInput((input) => ({
      ...input,
      clock: { now: () => input.clock.now() - 3_600_000 },
    })),
    touches: validateTokenRules,
  },
  'a clock of whole seconds': {
    implementation: changeInput((input) => ({
      ...input,
      clock: { now: () => Math.floor(input.clock.now() / 1000) * 1000 },
    })),
    touches: validateTokenRules,
  },
  'every claim and header is checked': {
    implementation: changeReference(({ redirect: { validateToken } }, input) => ({
      redirect: {
        validateToken(options) {
          const { tokenParameterName = 'session_token' } = options;
          const { query, body } = input.event.request;
          const token = body[tokenParameterName] ?? query[tokenParameterName];
          const { header = {} } = splitToken(String(token)) ?? {};
          const claims = validateToken(options);
          const seconds = input.clock.now() / 1000;
          const strict =
            header['typ'] === 'JWT' &&
            Number(claims['iat']) <= seconds &&
            Number(claims['iat']) < Number(claims['exp']);
          if (!strict) throw new Error('A claim or the header is not as it should be.');
          return claims;
        },
      },
    })),
    touches: validateTokenRules,
  },
  'an audience is required': {
    implementation: changeValidation((validate) => (options) => {
      const claims = validate(options) as { aud?: unknown };
      if (claims.aud === undefined) throw new Error('The token has no audience.');
      return claims;
    }),
    touches: validateTokenRules,
  },
  'the host, the user and the address of the event are checked': {
    implementation: changeReference(({ redirect: { encodeToken } }, { event }) => ({
      redirect: {
        encodeToken(options) {
          const { hostname = '', ip } = event.request;
          const isRight =
            /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,}$/.test(hostname) &&
            /^[a-z][\w-]*\|[\w.@|+-]+$/.test(event.user.user_id) &&
            isIP(ip) > 0;
          if (!isRight) throw new Error('The event has a wrong member.');
          return encodeToken(options);
        },
      },
    })),
    touches: encodeTokenRules,
  },
  'more members in the result': {
    implementation: changeValidation((validate) => (options) => ({
      ...validate(options),
      validated: true,
    })),
    touches: validateTokenRules,
  },
  'a result without a prototype': {
    implementation: changeValidation((validate) => (options) => {
      const members = Object.getOwnPropertyDescriptors(validate(options));
      return Object.defineProperties(Object.create(null) as object, members);
    }),
    touches: validateTokenRules,
  },
  'nothing is returned for a token that is refused': {
    implementation: answerRefusal(() => undefined),
    touches: validateTokenRules,
    breaks: ['redirect.validateToken/refuses-by-throwing'],
  },
  'null is returned for a token that is refused': {
    implementation: answerRefusal(() => null),
    touches: validateTokenRules,
    breaks: ['redirect.validateToken/refuses-by-throwing'],
  },
  'false is returned for a token that is refused': {
    implementation: answerRefusal(() => false),
    touches: validateTokenRules,
    breaks: ['redirect.validateToken/refuses-by-throwing'],
  },
  'the time and the subject of a token that is refused are named with the reason': {
    implementation: answerRefusal((error, claims = {}) => {
      const { exp, sub } = claims as { exp?: unknown; sub?: unknown };
      return { valid: false, reason: { message: String(error), exp, sub, claim: 'state' } };
    }),
    touches: validateTokenRules,
    breaks: ['redirect.validateToken/refuses-by-throwing'],
  },
  // The errors of a well-known library have the payload.
  'an error with the payload of a token that is refused is returned': {
    implementation: answerRefusal((error, payload) =>
      Object.assign(new Error(String(error)), { payload }),
    ),
    touches: validateTokenRules,
    breaks: ['redirect.validateToken/refuses-by-throwing'],
  },
  'an error is returned for a token that is refused': {
    implementation: answerRefusal((error) => ({ error: String(error), valid: false })),
    touches: validateTokenRules,
    breaks: ['redirect.validateToken/refuses-by-throwing'],
  },
  'the error itself is returned for a token that is refused': {
    implementation: answerRefusal((error) => error),
    touches: validateTokenRules,
    breaks: ['redirect.validateToken/refuses-by-throwing'],
  },
  'errors of another class': {
    implementation: changeValidation((validate) => (options) => {
      try {
        return validate(options);
      } catch {
        throw new DOMException('refused', 'DataError');
      }
    }),
    touches: validateTokenRules,
  },
};
