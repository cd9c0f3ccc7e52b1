import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidTokenError } from './invalid-token-error.ts';
import { type JsonObject, bytesOf, decoded, encoded, partsOf } from './token-parts.ts';

/** Makes a compact JWT, signed as HS256 with the UTF-8 bytes of the secret. */
export function signToken(claims: JsonObject, secret: string): string {
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${signatureOf(signed, secret).toString('base64url')}`;
}

/** The claims of a compact JWT of which algorithm and signature are right; the claims themselves are not judged. */
export function verifyToken(token: string, secret: string): JsonObject {
  const { header, claims, signature } = partsOf(token);
  const { alg, crit } = decoded(header);
  if (alg !== 'HS256') throw new InvalidTokenError('UnsupportedAlgorithm');
  if (crit !== undefined) throw new InvalidTokenError('CriticalExtension');
  if (!areEqual(bytesOf(signature), signatureOf(`${header}.${claims}`, secret)))
    throw new InvalidTokenError('InvalidSignature');
  return decoded(claims);
}

function signatureOf(signed: string, secret: string): Buffer {
  return createHmac('sha256', secret).update(signed).digest();
}

function areEqual(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
