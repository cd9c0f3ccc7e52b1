import { createHmac } from 'node:crypto';
import type { JsonObject } from './json.ts';
import { swapCase } from './swap-case.ts';
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
  const { signatureByte, signatureLength, signatureForm } = altered;
  const bytes = Buffer.from(signature, 'base64url');
  if (signatureByte !== undefined)
    bytes.writeUInt8(bytes.readUInt8(signatureByte) ^ 1, signatureByte);
  const text = bytes.subarray(0, signatureLength).toString('base64url');
  return signatureForm === undefined ? text : changeForm[signatureForm](text);
}

type SignatureForm = NonNullable<TokenAlteration['signatureForm']>;

const changeForm: Readonly<Record<SignatureForm, (text: string) => string>> = {
  upper: (text) => text.toUpperCase(),
  lower: (text) => text.toLowerCase(),
  swapped: swapCase,
  repeated: (text) => text.repeat(2),
  reversed: (text) => [...text].toReversed().join(''),
  base64: (text) => Buffer.from(text, 'base64url').toString('base64'),
};

function encodeJson(object: JsonObject): string {
  return Buffer.from(JSON.stringify(object)).toString('base64url');
}
