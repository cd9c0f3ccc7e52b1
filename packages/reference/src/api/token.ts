import { createHmac, timingSafeEqual } from 'node:crypto';

/** The reason for which a token is refused. */
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
  MissingToken: 'the return has no token in this parameter',
  MalformedToken: 'it is not a compact JWT',
  UnsupportedAlgorithm: 'the algorithm in its header is not HS256',
  CriticalExtension: 'its header requires an extension (crit)',
  InvalidSignature: 'it was signed with another secret, or changed after it was signed',
  InvalidClaims: 'a claim has a wrong type',
  ExpiredToken: 'it has expired (exp)',
  PrematureToken: 'it is not valid yet (nbf)',
  OtherState: 'its state is not the state of this return',
  OtherUser: 'it is for another user (sub)',
};

/**
 * Thrown if a token is missing or not valid.
 *
 * @remarks
 * No message holds a secret, a token or the value of a claim. There is no `cause` for the same reason: the errors of a JSON parser quote the
 * text.
 */
export class InvalidTokenError extends Error {
  /** The name of the class. */
  override readonly name = 'InvalidTokenError';
  /** The reason of the refusal; codes do not change between versions. */
  readonly code: InvalidTokenCode;

  /**
   * Creates the error with the message of its code.
   *
   * @param code - The reason of the refusal.
   * @param reason - The reason in words, without a full stop; by default the words of the code.
   */
  constructor(code: InvalidTokenCode, reason: string = reasons[code]) {
    super(`Cannot validate the token: ${reason}.`);
    this.code = code;
  }
}

/** The claims of a token, or its header. */
export type JsonObject = Record<string, unknown>;

/** Creates a compact JWT, signed with HS256 and the UTF-8 bytes of the secret. */
export function signToken(claims: JsonObject, secret: string): string {
  const signed = [{ alg: 'HS256', typ: 'JWT' }, claims].map(encodePart).join('.');
  return `${signed}.${sign(signed, secret).toString('base64url')}`;
}

/** Verifies the algorithm and the signature of a compact JWT and returns its claims, which it does not check. */
export function verifyToken(token: string, secret: string): JsonObject {
  const [header, claims, signature] = splitToken(token);
  const { alg, crit } = decodePart(header);
  if (alg !== 'HS256') throw new InvalidTokenError('UnsupportedAlgorithm');
  if (crit !== undefined) throw new InvalidTokenError('CriticalExtension');
  if (!isSameBytes(decodeBytes(signature), sign(`${header}.${claims}`, secret)))
    throw new InvalidTokenError('InvalidSignature');
  return decodePart(claims);
}

function splitToken(token: string): [header: string, claims: string, signature: string] {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    throw new InvalidTokenError('MalformedToken');
  return [header, claims, signature];
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

/** Decodes a part and refuses any but its canonical encoding: Node's decoder ignores foreign characters and unused bits. */
function decodeBytes(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new InvalidTokenError('MalformedToken');
  return bytes;
}
