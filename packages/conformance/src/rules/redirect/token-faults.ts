import fc from 'fast-check';
import { type Json, type JsonObject, isObject } from '../../language/json.ts';
import { sampleEvent } from '../../language/sample-event.ts';
import type { TokenAlteration } from '../../language/scenario.ts';
import { HOUR, PARAMETER, plainClaims } from './returned-token.ts';

/** Values of `exp` and `iat` that are no numbers. */
export const notANumber = fc.constantFrom<Json>(
  'soon',
  '4000000000',
  '',
  true,
  null,
  [4_000_000_000],
  {},
);

/** Values of `alg` in place of `HS256`; `undefined` leaves it out. */
export const unknownAlgorithms: readonly (Json | undefined)[] = [
  'hs256',
  'Hs256',
  'HS-256',
  ' HS256',
  'HS1',
  'RS256',
  '',
  ['HS256'],
  null,
  undefined,
];

/** The key of somebody who does not know the secret. */
const FORGED = 'the key of an attacker: 32 bytes or more';

/** Returns the key of a forged token, and what its header says of the key. */
export type Forgery = (secret: string) => { readonly secret: string; readonly header?: JsonObject };

/** Keys near the secret, keys that everybody knows, and keys that the header of the token names. */
export const forgeries: readonly Forgery[] = [
  (secret) => ({ secret: `${secret.slice(0, -1)}${secret.endsWith('x') ? 'y' : 'x'}` }),
  (secret) => ({ secret: `${secret.startsWith('x') ? 'y' : 'x'}${secret.slice(1)}` }),
  (secret) => ({ secret: secret.slice(0, -1) }),
  (secret) => ({ secret: secret.slice(0, 32) }),
  (secret) => ({ secret: secret.slice(0, 64) }),
  (secret) => ({ secret: secret.slice(0, 72) }),
  (secret) => ({ secret: `${secret}x` }),
  (secret) => ({ secret: secret.trim() }),
  (secret) => ({ secret: secret.toUpperCase() }),
  (secret) => ({ secret: secret.toLowerCase() }),
  () => ({ secret: '' }),
  () => ({ secret: 'secret' }),
  () => ({ secret: 'undefined' }),
  () => ({ secret: 'null' }),
  () => ({ secret: '[object Object]' }),
  () => ({ secret: PARAMETER }),
  () => ({ secret: sampleEvent.user.user_id }),
  () => ({ secret: '', header: { kid: '/dev/null' } }),
  ...[
    { jwk: { kty: 'oct', k: Buffer.from(FORGED).toString('base64url') } },
    { jwk: { kty: 'oct', k: FORGED } },
    { jwk: FORGED },
    { kid: FORGED },
    { kid: Buffer.from(FORGED).toString('base64url') },
    { kid: `x' UNION SELECT '${FORGED}` },
    { kid: `data:text/plain,${FORGED}` },
    { x5c: [FORGED] },
    { x5c: [Buffer.from(FORGED).toString('base64')] },
    { x5u: `data:text/plain,${FORGED}` },
    { jku: `data:application/json,{"keys":[{"kty":"oct","k":"${FORGED}"}]}` },
    { key: FORGED },
    { secret: FORGED },
  ].map((header): Forgery => () => ({ secret: FORGED, header })),
];

/** Claims of a token that was changed after signing. */
export const alteredClaims: readonly JsonObject[] = [
  { admin: true },
  { exp: 4_000_000_000 },
  { email: 'a@b.example' },
  { sub: 'auth0|2' },
  { user: { role: 'admin' } },
];

/** Members of a header that was changed after signing. */
export const alteredHeaders: readonly JsonObject[] = [
  { kid: 'key' },
  { cty: 'JWT' },
  { a: 1 },
  { jwk: { kty: 'oct', k: 'a2V5' } },
];

/** Alterations of the signature. */
export const alteredSignatures: readonly TokenAlteration[] = [
  { signatureByte: 0 },
  { signatureByte: 31 },
  { signatureLength: 0 },
  { signatureLength: 1 },
  { signatureLength: 16 },
  { signatureLength: 31 },
  { parts: 2 },
  { suffix: 'A' },
  { suffix: 'AAAA' },
  { signatureLength: 16, suffix: 'AAAAAAAAAAAAAAAAAAAAAA' },
];

type ChangeState = (own: Json) => Json;

/** Alters a state; that of a host is known only while the scenario runs. */
function alterState(
  altered: 'cut' | 'case' | 'extended',
  change: (own: string) => string,
): ChangeState {
  return (own) => (isObject(own) ? { ...own, altered } : change(String(own)));
}

/** States that differ from that of the return. */
export const otherStates: readonly ChangeState[] = [
  () => '',
  () => 'another-state',
  alterState('cut', (own) => own.slice(0, -1)),
  alterState('extended', (own) => `${own}x`),
  alterState('case', (own) => own.toUpperCase()),
  (own) => [own],
  (own) => [own, 'another-state'],
  (own) => ({ '0': own }),
  () => null,
  () => true,
  () => 0,
  () => [],
  // The state of another transaction, in which another user is away.
  (own) => (isObject(own) ? { ...own, transaction: 0 } : 'state-of-another-transaction'),
];

/** Times that have passed, for a time in seconds. */
export const passedTimes: readonly ((seconds: number) => number)[] = [
  (seconds) => seconds - HOUR - 1,
  (seconds) => seconds - HOUR - 1.5,
  (seconds) => seconds - 24 * HOUR,
  (seconds) => seconds - 100_000 * HOUR,
  () => 1,
  () => 0,
];

/** Texts that are no tokens, and additions that make one of a valid token. */
export const malformedTokens: readonly (string | TokenAlteration)[] = [
  'not-a-token-at-all',
  plainClaims,
  { suffix: '.x' },
  { suffix: '.' },
  { suffix: '.x.y' },
];
