import { createHmac } from 'node:crypto';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const measure = (text) => Buffer.byteLength(text);
const refuse = (code) => ({ type: 'error', code });
export const getFactorType = ({ type }) => (type === 'push' ? 'push-notification' : type);

function assert(condition, message) {
  if (!condition) throw new Error(message);
}

function addQuery(text, query = {}) {
  const url = new URL(text);
  assert(['http:', 'https:'].includes(url.protocol), 'expected a URL of http or https');
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url.href;
}

const encode = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const sign = (text, secret) => createHmac('sha256', secret).update(text).digest('base64url');

function decode(part) {
  const bytes = Buffer.from(part, 'base64url');
  assert(bytes.toString('base64url') === part, 'the token is malformed');
  return JSON.parse(bytes);
}

/** Creates the `api` object of one execution. It stores the requests of the action in `requested`. */
export function createApi({ event, requested }, world) {
  const { user, request } = event;
  const { records } = world;
  const api = {
    access: {
      deny(reason) {
        requested.reason = reason;
        return api;
      },
    },
    authentication: {
      challengeWith(factor, { additionalFactors = [] } = {}) {
        const [defaultFactor, ...others] = structuredClone([factor, ...additionalFactors]);
        requested.challenge = { factors: [defaultFactor, ...others], defaultFactor };
      },
      challengeWithAny(factors) {
        requested.challenge = { factors: structuredClone(factors) };
      },
    },
    cache: {
      get(key) {
        const record = records.get(key);
        return record?.expires_at > world.now ? { ...record } : undefined;
      },
      set(key, value, { ttl, expires_at } = {}) {
        const { now } = world;
        const limits = [ttl === undefined ? ttl : now + ttl, expires_at].filter(
          (limit) => limit !== undefined,
        );
        if (!limits.every(Number.isFinite)) return refuse('InvalidExpiry');
        const expiry = Math.floor(Math.min(now + (limits.length ? DAY : 15 * MINUTE), ...limits));
        if (expiry <= now) return refuse('ItemAlreadyExpired');
        if (measure(key) > 64) return refuse('CacheKeySizeExceeded');
        if (measure(value) > 4096) return refuse('CacheValueSizeExceeded');
        const others = [...records].filter(
          ([name, record]) => name !== key && record.expires_at > now,
        );
        const total = others.reduce(
          (sum, [name, record]) => sum + measure(name + record.value),
          measure(key + value),
        );
        if (total > 8192) return refuse('CacheSizeExceeded');
        records.set(key, { value, expires_at: expiry });
        return { type: 'success', record: { value, expires_at: expiry } };
      },
      delete: (key) => (records.delete(key) ? { type: 'success' } : refuse('CacheKeyDoesNotExist')),
    },
    redirect: {
      encodeToken({ secret, payload, expiresInSeconds = 900 }) {
        const iat = Math.floor(world.now / 1000);
        const standard = {
          iat,
          exp: iat + expiresInSeconds,
          iss: request.hostname,
          sub: user.user_id,
          ip: request.ip,
        };
        const text = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ ...standard, ...payload })}`;
        return `${text}.${sign(text, secret)}`;
      },
      sendUserTo(url, options) {
        requested.url = addQuery(url, options?.query);
        return api;
      },
      validateToken({ secret, tokenParameterName = 'session_token' }) {
        const parameters = { ...request.query, ...request.body };
        assert(typeof parameters[tokenParameterName] === 'string', 'there is no token');
        const [head, body, signature, ...more] = parameters[tokenParameterName].split('.');
        const { alg, crit } = decode(head);
        assert(
          alg === 'HS256' && crit === undefined && more.length === 0,
          'the token is not signed with HS256',
        );
        assert(signature === sign(`${head}.${body}`, secret), 'the token was altered');
        const claims = decode(body);
        const { iat, exp, nbf = 0, iss, sub, state } = claims;
        assert([iat, exp, nbf].every(Number.isFinite), 'the times are malformed');
        assert(
          [iss, sub, state].every((claim) => typeof claim === 'string'),
          'the claims are malformed',
        );
        assert(
          nbf <= world.now / 1000 && world.now / 1000 < exp,
          'the token is not valid at this time',
        );
        assert(
          state === parameters.state && sub === user.user_id,
          'the token belongs to another return or user',
        );
        return claims;
      },
    },
    transaction: {
      setResultUrl(url, options) {
        requested.resultUrl = addQuery(url, options?.query);
      },
    },
  };
  return api;
}

/** Derives the outcome from the requests of the actions. */
export function deriveOutcome({ requested, state, completed }) {
  const { reason, url, challenge, resultUrl } = requested;
  if (reason !== undefined) return { status: 'denied', reason };
  if (url !== undefined) return { status: 'redirected', url: addQuery(url, { state }) };
  if (challenge && !challenge.factors.some((factor) => completed.includes(getFactorType(factor))))
    return { status: 'challenged', ...challenge };
  return { status: 'completed', ...(resultUrl !== undefined && { resultUrl }) };
}
