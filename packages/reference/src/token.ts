import { createHmac, timingSafeEqual } from 'node:crypto';
import { InvalidTokenError } from './invalid-token-error.ts';

/** The claims of a token, or its header. */
export type JsonObject = Record<string, unknown>;

/** Makes a compact JWT, signed as HS256 with the UTF-8 bytes of the secret. */
export function signToken(claims: JsonObject, secret: string): string {
  const signed = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${signed}.${signatureOf(signed, secret).toString('base64url')}`;
}

/** The claims of a compact JWT of which algorithm and signature are right; the claims themselves are not judged. */
export function verifyToken(token: string, secret: string): JsonObject {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    throw new InvalidTokenError('MalformedToken');
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

function encoded(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decoded(part: string): JsonObject {
  const value = parsed(bytesOf(part));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidTokenError('MalformedToken');
  return value as JsonObject;
}

/** The bytes of a part in its canonical encoding: the decoder itself overlooks foreign characters and unused bits. */
function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new InvalidTokenError('MalformedToken');
  return bytes;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    throw new InvalidTokenError('MalformedToken');
  }
}
