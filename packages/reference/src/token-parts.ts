import { InvalidTokenError } from './invalid-token-error.ts';

/** The claims of a token, or its header. */
export type JsonObject = Record<string, unknown>;

/** The three parts of a compact JWT. */
export function partsOf(token: string): { header: string; claims: string; signature: string } {
  const [header, claims, signature, ...more] = token.split('.');
  if (header === undefined || claims === undefined || signature === undefined || more.length > 0)
    throw new InvalidTokenError('MalformedToken');
  return { header, claims, signature };
}

/** A part that says what an object says. */
export function encoded(value: JsonObject): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/** The object that a part stands for. */
export function decoded(part: string): JsonObject {
  const value = parsed(bytesOf(part));
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new InvalidTokenError('MalformedToken');
  return value as JsonObject;
}

/** The bytes of a part in its canonical encoding: the decoder itself overlooks foreign characters and unused bits. */
export function bytesOf(part: string): Buffer {
  const bytes = Buffer.from(part, 'base64url');
  if (bytes.toString('base64url') !== part) throw new InvalidTokenError('MalformedToken');
  return bytes;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new InvalidTokenError('MalformedToken');
  }
}
