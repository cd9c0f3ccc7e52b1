import { createHmac } from 'node:crypto';
import type { JsonObject } from './json.ts';
import type { TokenRecipe } from './scenario.ts';

/**
 * Makes the token that a recipe describes.
 *
 * @internal
 */
export function minted({ algorithm, secret, header, claims, altered }: TokenRecipe): string {
  const parts = [encoded(header), encoded(claims)];
  const signature = signed(parts.join('.'), algorithm, secret);
  if (altered?.header) parts[0] = encoded({ ...header, ...altered.header });
  if (altered?.claims) parts[1] = encoded({ ...claims, ...altered.claims });
  return [...parts, alteredSignature(signature, altered).toString('base64url')].join('.');
}

function alteredSignature(signature: Buffer, altered: TokenRecipe['altered']): Buffer {
  const { signatureByte, signatureLength } = altered ?? {};
  if (signatureByte !== undefined)
    signature.writeUInt8(signature.readUInt8(signatureByte) ^ 1, signatureByte);
  return signature.subarray(0, signatureLength);
}

/**
 * Whether a token with such a header is signed as HS256, and says nothing that has to be understood besides.
 *
 * @internal
 */
export function isSigned(token: string, { alg, crit }: JsonObject, secret: string): boolean {
  if (alg !== 'HS256' || crit !== undefined) return false;
  const end = token.lastIndexOf('.');
  const signature = signed(token.slice(0, end), alg, secret).toString('base64url');
  return signature === token.slice(end + 1);
}

function encoded(object: JsonObject): string {
  return Buffer.from(JSON.stringify(object)).toString('base64url');
}

function signed(input: string, algorithm: TokenRecipe['algorithm'], secret: string): Buffer {
  if (algorithm === 'none') return Buffer.alloc(0);
  return createHmac(`sha${algorithm.slice(2)}`, secret)
    .update(input)
    .digest();
}
