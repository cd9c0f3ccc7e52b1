import { createPostChallenge } from '@post-challenge/reference';
import { createSigner, createVerifier } from 'fast-jwt';
import { SignJWT, jwtVerify } from 'jose';
import jwt from 'jsonwebtoken';
import { createSecretKey, webcrypto } from 'node:crypto';
import { sampleEvent } from '../dist/event.js';
import { bareClaims, bareToken } from './bare-tokens.js';
import { aimAt, largestRatio, measuredRow } from './row.js';

/** @import { Contender } from './measure.js' */
/** @import { Aim, Row } from './row.js' */

const LIMIT = 'JSON, base64url and HMAC';
const SECRET = 'a secret of at least thirty-two bytes';
const LIFETIME = 3600;
const payload = { state: 'a state that nobody can guess', redirect: 'verify', attempts: 3 };
const ofEvent = {
  iss: sampleEvent.request.hostname,
  sub: sampleEvent.user.user_id,
  ip: sampleEvent.request.ip,
};

/**
 * Making a token, and reading one; each contender makes the same claims, and reads the same token.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  const token = bareToken(claimsNow(), SECRET);
  return [
    await measuredRow('encodeToken', [
      { name: 'reference', operation: encodingReference() },
      ...encoders,
    ]),
    await measuredRow('validateToken', [
      { name: 'reference', operation: validatingReference(token) },
      ...validatorsOf(token),
    ]),
  ];
}

/**
 * @param {readonly Row[]} rows
 * @returns {Aim[]}
 */
export function aims(rows) {
  const libraries = encoders.map(({ name }) => name).filter((name) => name !== LIMIT);
  return rows.flatMap((row) => [
    aimAt(`${row.name}: times the limit`, 2, largestRatio([row], LIMIT)),
    aimAt(`${row.name}: times the fastest library`, 1, largestRatio([row], ...libraries)),
  ]);
}

/** The claims of a token that is made now. */
function claimsNow() {
  const iat = Math.floor(Date.now() / 1000);
  return { iat, exp: iat + LIFETIME, ...ofEvent, ...payload };
}

function encodingReference() {
  const { api } = createPostChallenge({ event: structuredClone(sampleEvent) });
  const options = { secret: SECRET, payload, expiresInSeconds: LIFETIME };
  return () => api.redirect.encodeToken(options);
}

/** @param {string} token */
function validatingReference(token) {
  const event = structuredClone(sampleEvent);
  const query = { state: payload.state, session_token: token };
  const { api } = createPostChallenge({
    event: { ...event, request: { ...event.request, query } },
  });
  const options = { secret: SECRET };
  return () => api.redirect.validateToken(options);
}

// Each library is given the key in the form that costs it least.
const bytes = new TextEncoder().encode(SECRET);
const keyObject = createSecretKey(bytes);
const hmac = { name: 'HMAC', hash: 'SHA-256' };
const cryptoKey = await webcrypto.subtle.importKey('raw', bytes, hmac, false, ['sign', 'verify']);
const sign = createSigner({ key: SECRET, algorithm: 'HS256' });
const verify = createVerifier({ key: SECRET, algorithms: ['HS256'] });

/** @type {readonly Contender[]} */
const encoders = [
  { name: LIMIT, operation: () => bareToken(claimsNow(), SECRET) },
  { name: 'jsonwebtoken', operation: () => jwt.sign(claimsNow(), keyObject) },
  { name: 'fast-jwt', operation: () => sign(claimsNow()) },
  {
    name: 'jose',
    operation: () =>
      new SignJWT(claimsNow()).setProtectedHeader({ alg: 'HS256', typ: 'JWT' }).sign(cryptoKey),
    isAsync: true,
  },
];

/**
 * @param {string} token
 * @returns {readonly Contender[]}
 */
function validatorsOf(token) {
  return [
    { name: LIMIT, operation: () => bareClaims(token, SECRET) },
    {
      name: 'jsonwebtoken',
      operation: () => jwt.verify(token, keyObject, { algorithms: ['HS256'] }),
    },
    { name: 'fast-jwt', operation: () => verify(token) },
    { name: 'jose', operation: () => jwtVerify(token, cryptoKey), isAsync: true },
  ];
}
