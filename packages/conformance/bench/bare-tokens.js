import { createHmac, timingSafeEqual } from 'node:crypto';

/** @typedef {Readonly<Record<string, unknown>>} Claims */

const HEADER = encoded({ alg: 'HS256', typ: 'JWT' });

/**
 * JSON, base64url and HMAC with nothing else: no token can be made faster by these means.
 *
 * @param {Claims} claims
 * @param {string} secret
 */
export function bareToken(claims, secret) {
  const signed = `${HEADER}.${encoded(claims)}`;
  return `${signed}.${signatureOf(signed, secret).toString('base64url')}`;
}

/**
 * The claims of a token of which the signature is right; nothing else is looked at.
 *
 * @param {string} token
 * @param {string} secret
 * @returns {Claims}
 */
export function bareClaims(token, secret) {
  const end = token.lastIndexOf('.');
  const signature = Buffer.from(token.slice(end + 1), 'base64url');
  if (!timingSafeEqual(signature, signatureOf(token.slice(0, end), secret)))
    throw new Error('The signature is not right.');
  const claims = token.slice(token.indexOf('.') + 1, end);
  return JSON.parse(Buffer.from(claims, 'base64url').toString());
}

/** @param {object} value */
function encoded(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

/**
 * @param {string} signed
 * @param {string} secret
 */
function signatureOf(signed, secret) {
  return createHmac('sha256', secret).update(signed).digest();
}
