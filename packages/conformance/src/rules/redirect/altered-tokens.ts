import fc from 'fast-check';
import { word } from '../../draw/text.ts';
import type { JsonObject } from '../../language/json.ts';
import type { TokenAlteration } from '../../language/scenario.ts';
import type { Property } from '../property.ts';
import { createRefusalProperty } from './refused-tokens.ts';

/** Claims that were added or replaced after signing. */
const alteredClaims: readonly JsonObject[] = [
  { admin: true },
  { exp: 4_000_000_000 },
  { email: 'a@b.example' },
  { sub: 'auth0|2' },
  { user: { role: 'admin' } },
  { verification: 'v-1002' },
  { verification: 'V-1001' },
  { verification: 'v-1001 ' },
  { verification: true },
  { verified: 'yes' },
  { verified: false, roles: ['admin'] },
  { iat: 1 },
  { aud: 'another' },
  { state: 'another-state' },
  { iss: 'another.example.com' },
  { jti: '1' },
  { comment: 'a long comment '.repeat(40) },
];

/** Members of a header that was changed after signing. */
const alteredHeaders: readonly JsonObject[] = [
  { kid: 'key' },
  { cty: 'JWT' },
  { a: 1 },
  { jwk: { kty: 'oct', k: 'a2V5' } },
  { typ: 'JWT', zip: 'DEF' },
  { b64: true },
];

const bytes = Array.from({ length: 32 }, (_, byte) => byte);

const alteredSignatures: readonly TokenAlteration[] = [
  ...bytes.map((signatureByte) => ({ signatureByte })),
  ...[0, 1, 8, 16, 24, 30, 31].map((signatureLength) => ({ signatureLength })),
  ...(['upper', 'lower', 'swapped', 'repeated', 'reversed'] as const).map((signatureForm) => ({
    signatureForm,
  })),
  { parts: 2 },
  ...['A', 'AAAA', 'AA==', '%00', ' A'].map((suffix) => ({ suffix })),
  { signatureLength: 16, suffix: 'AAAAAAAAAAAAAAAAAAAAAA' },
];

/** The properties of `api.redirect.validateToken` about tokens that were changed after signing. */
export const alteredTokenProperties = {
  'redirect.validateToken/refuses-altered-claims': createRefusalProperty(
    { claims: fc.constantFrom(...alteredClaims) },
    (recipe, { claims }) => ({ ...recipe, altered: { claims } }),
    { examples: alteredClaims.map((claims) => ({ claims })) },
  ),
  'redirect.validateToken/refuses-an-altered-header': createRefusalProperty(
    { header: fc.constantFrom(...alteredHeaders) },
    (recipe, { header }) => ({ ...recipe, altered: { header } }),
    { examples: alteredHeaders.map((header) => ({ header })) },
  ),
  'redirect.validateToken/refuses-an-altered-signature': createRefusalProperty(
    {
      altered: fc.oneof(
        { withCrossShrink: true },
        fc.constantFrom(...alteredSignatures),
        fc
          .integer({ min: 0, max: 31 })
          .map((signatureLength): TokenAlteration => ({ signatureLength })),
        word(1, 8).map((suffix): TokenAlteration => ({ suffix })),
      ),
    },
    (recipe, { altered }) => ({ ...recipe, altered }),
    { examples: alteredSignatures.map((altered) => ({ altered })) },
  ),
  'redirect.validateToken/refuses-a-padded-signature': createRefusalProperty(
    {
      altered: fc.constantFrom<TokenAlteration>({ suffix: '=' }, { signatureForm: 'base64' }),
    },
    (recipe, { altered }) => ({ ...recipe, altered }),
  ),
} satisfies Record<string, Property>;
