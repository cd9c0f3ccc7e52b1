import { createHmac } from 'node:crypto';
import type { JsonObject } from './json.ts';
import type { TokenAlteration, TokenRecipe } from './scenario.ts';

/** Mints the token that a recipe describes. */
export function mintToken({ algorithm, secret, header, claims, altered }: TokenRecipe): string {
  const input = `${encodeJson(header)}.${encodeJson(claims)}`;
  const signature =
    algorithm === 'none'
      ? ''
      : createHmac(`sha${algorithm.slice(2)}`, secret)
          .update(input)
          .digest('base64url');
  if (!altered) return `${input}.${signature}`;
  const parts = [
    { ...header, ...altered.header },
    { ...claims, ...altered.claims },
  ].map(encodeJson);
  const all = [...parts, alterSignature(signature, altered)].slice(0, altered.parts);
  return `${all.join('.')}${altered.suffix ?? ''}`;
}

function alterSignature(signature: string, altered: TokenAlteration): string {
  const { signatureByte, signatureLength } = altered;
  const bytes = Buffer.from(signature, 'base64url');
  if (signatureByte !== undefined)
    bytes.writeUInt8(bytes.readUInt8(signatureByte) ^ 1, signatureByte);
  return bytes.subarray(0, signatureLength).toString('base64url');
}

function encodeJson(object: JsonObject): string {
  return Buffer.from(JSON.stringify(object)).toString('base64url');
}
