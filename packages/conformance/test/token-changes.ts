import type { CreateInput, Implementation } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { EncodeTokenOptions, PostChallengeEvent } from '@post-challenge/spec';
import { createHmac } from 'node:crypto';
import { changeReference } from './implementations.ts';

type TokenMembers = Record<string, unknown>;

/** The parts of a compact JWT. */
export interface TokenParts {
  readonly header: TokenMembers;
  readonly claims: TokenMembers;
  readonly signed: string;
  readonly signature: string;
}

/** Splits a token. Returns undefined if it is not a JWT. */
export function splitToken(token: string): TokenParts | undefined {
  const [header = '', claims = '', signature = '', ...more] = token.split('.');
  if (more.length > 0) return undefined;
  try {
    return {
      header: decodePart(header),
      claims: decodePart(claims),
      signed: `${header}.${claims}`,
      signature,
    };
  } catch {
    return undefined;
  }
}

function decodePart(part: string): TokenMembers {
  return JSON.parse(Buffer.from(part, 'base64url').toString()) as TokenMembers;
}

function encodePart(members: TokenMembers): string {
  return Buffer.from(JSON.stringify(members)).toString('base64url');
}

/** Signs a text. */
export function signText(text: string, secret: string | Buffer, algorithm = 'HS256'): string {
  return createHmac(`sha${algorithm.slice(2)}`, secret)
    .update(text)
    .digest('base64url');
}

/** Signs claims as the reference does. */
export function signToken(
  claims: TokenMembers,
  secret: string | Buffer,
  header: TokenMembers = { alg: 'HS256', typ: 'JWT' },
): string {
  const signed = `${encodePart(header)}.${encodePart(claims)}`;
  return `${signed}.${signText(signed, secret)}`;
}

/** Changes how the reference encodes the claims of a token. */
export function changeEncoding(
  encode: (claims: TokenMembers, secret: string) => string,
): Implementation {
  return changeReference(({ redirect: { encodeToken } }) => ({
    redirect: {
      encodeToken(options) {
        const { claims = {} } = splitToken(encodeToken(options)) ?? {};
        return encode(claims, options.secret);
      },
    },
  }));
}

/** Adds claims to every payload of the reference. The members of the payload have precedence. */
export function addClaims(claims: (input: CreateInput) => TokenMembers): Implementation {
  return changeReference(({ redirect: { encodeToken } }, input) => ({
    redirect: {
      encodeToken: ({ payload, ...options }: EncodeTokenOptions) =>
        encodeToken({ ...options, payload: { ...claims(input), ...payload } }),
    },
  }));
}

/** Changes the event or the clock that `validateToken` of the reference reads. */
export function changeInput(change: (input: CreateInput) => CreateInput): Implementation {
  return changeReference((_, input) => ({
    redirect: {
      validateToken: (options) =>
        createPostChallenge(change(input)).api.redirect.validateToken(options),
    },
  }));
}

type Request = PostChallengeEvent['request'];

/** Changes the request of an input. */
export function changeRequest(
  input: CreateInput,
  change: (request: Request) => Partial<Request>,
): CreateInput {
  const { request } = input.event;
  return { ...input, event: { ...input.event, request: { ...request, ...change(request) } } };
}

/** Makes `validateToken` of the reference validate another token and return the claims of the one that was sent. */
export function replaceToken(
  mistake: (parts: TokenParts, secret: string, input: CreateInput) => string | undefined,
): Implementation {
  return changeReference(({ redirect: { validateToken } }, input) => ({
    redirect: {
      validateToken(options) {
        const { secret, tokenParameterName: name = 'session_token' } = options;
        const { query, body } = input.event.request;
        const parts = splitToken(String(body[name] ?? query[name]));
        const token = parts && mistake(parts, secret, input);
        if (token === undefined) return validateToken(options);
        const other = changeRequest(input, () => ({ body: { ...body, [name]: token } }));
        createPostChallenge(other).api.redirect.validateToken(options);
        return parts?.claims;
      },
    },
  }));
}

/** Makes `validateToken` of the reference validate other claims, if the signature of the token is valid. */
export function replaceClaims(
  supply: (claims: TokenMembers, input: CreateInput) => TokenMembers,
): Implementation {
  return replaceToken(({ header, claims, signed, signature }, secret, input) => {
    const verifies = header['alg'] === 'HS256' && signature === signText(signed, secret);
    return verifies ? signToken(supply(claims, input), secret, header) : undefined;
  });
}
