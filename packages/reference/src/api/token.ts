import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Why a token was not accepted.
 *
 * @public
 */
export type InvalidTokenCode =
  | 'MissingToken'
  | 'MalformedToken'
  | 'UnsupportedAlgorithm'
  | 'CriticalExtension'
  | 'InvalidSignature'
  | 'InvalidClaims'
  | 'ExpiredToken'
  | 'PrematureToken'
  | 'OtherState'
  | 'OtherUser';

const reasons: Readonly<Record<InvalidTokenCode, string>> = {
  MissingToken: 'the return carries none in this parameter',
  MalformedToken: 'it is not a compact JWT',
  UnsupportedAlgorithm: 'its header does not name HS256 as its algorithm',
  CriticalExtension: 'its header demands an extension',
  InvalidSignature: 'it was signed with another secret, or altered since',
  InvalidClaims: 'iat, exp and nbf must be numbers, and iss, sub and state strings',
  ExpiredToken: 'its time is up',
  PrematureToken: 'its time has not come',
  OtherState: 'its state is not the one of this return',
  OtherUser: 'it is for another user',
};

/**
 * Thrown where a token is missing or does not verify.
 *
 * @remarks
 * No message holds a secret, a token or a claim. For the same reason there is no `cause`: the errors of a JSON parser quote
 * what was parsed.
 *
 * @public
 */
export class InvalidTokenError extends Error {
  /** Tells this class of errors from others. */
  override readonly name = 'InvalidTokenError';
  /** Why the token was not accepted; it does not change from version to version. */
  readonly code: InvalidTokenCode;

  /**
   * Makes the error with the message that belongs to its code.
   *
   * @param code - Why the token was not accepted.
   */
  constructor(code: InvalidTokenCode) {
    super(`Cannot validate the token: ${reasons[code]}.`);
    this.code = code;
  }
}

/** The claims of a token, or its header. */
export type JsonObject = Record<string, unknown>;

/** Makes a compact JWT, signed as HS256 with the UTF-8 bytes of the secret. */
export function signToken(claims: JsonObject, secret: string): string {
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encodePart).join('.');
  return `${signed}.${sign(signed, secret).toString('base64url')}`;
}

/** The claims of a compact JWT of which algorithm and signature are right; the claims themselves are not judged. */
export function verifyToken(token: string, secret: string): JsonObject {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    throw new InvalidTokenError('MalformedToken');
  const { alg, crit } = decodePart(header);
  if (alg !== 'HS256') throw new InvalidTokenError('UnsupportedAlgorithm');
  if (crit !== undefined) throw new InvalidTokenError('CriticalExtension');
  if (!isSameBytes(decodeBytes(signature), sign(`${header}.${claims}`, secret)))
    throw new InvalidTokenError('InvalidSignature');
  return decodePart(claims);
}

function sign(signed: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(signed).digest();
}

function isSameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function encodePart(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decodePart(part: string): JsonObject {
  const value = parseJson(decodeBytes(part));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidTokenError('MalformedToken');
  return value as JsonObject;
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new InvalidTokenError('MalformedToken');
  }
}

/** The bytes of a part in its canonical encoding: the decoder itself overlooks foreign characters and unused bits. */
function decodeBytes(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new InvalidTokenError('MalformedToken');
  return bytes;
}
