import { type Hmac, createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidTokenError } from './invalid-token-error.ts';
import { type JsonObject, bytesOf, decoded, encoded, partsOf } from './token-parts.ts';

/** The header of every token that is made here, and of nearly all that come in. */
const usualHeader = encoded({ alg: 'HS256', typ: 'JWT' });

/** Makes a compact JWT, signed as HS256 with the UTF-8 bytes of the secret. */
export function signToken(claims: JsonObject, secret: string): string {
  const signed = `${usualHeader}.${encoded(claims)}`;
  return `${signed}.${hmacOf(signed, secret).digest('base64url')}`;
}

/** The claims of a compact JWT of which algorithm and signature are right; the claims themselves are not judged. */
export function verifyToken(token: string, secret: string): JsonObject {
  const { header, claims, signature } = partsOf(token);
  if (header !== usualHeader) assertHeader(decoded(header));
  assertSignature(signature, hmacOf(`${header}.${claims}`, secret).digest('base64url'));
  return decoded(claims);
}

function assertHeader({ alg, crit }: JsonObject): void {
  if (alg !== 'HS256') throw new InvalidTokenError('UnsupportedAlgorithm');
  if (crit !== undefined) throw new InvalidTokenError('CriticalExtension');
}

/** Texts are compared, not bytes: one that is right is in its canonical encoding, and only another has to be decoded. */
function assertSignature(signature: string, expected: string): void {
  if (areEqual(Buffer.from(signature), Buffer.from(expected))) return;
  bytesOf(signature);
  throw new InvalidTokenError('InvalidSignature');
}

function hmacOf(signed: string, secret: string): Hmac {
  return createHmac('sha256', secret).update(signed);
}

function areEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
