import { createHmac } from 'node:crypto';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const size = (text) => Buffer.byteLength(text);
const refused = (code) => ({ type: 'error', code });
export const kindOf = ({ type }) => (type === 'push' ? 'push-notification' : type);

function check(holds, message) {
  if (!holds) throw new Error(message);
}

function urlWith(text, query = {}) {
  const url = new URL(text);
  check(['http:', 'https:'].includes(url.protocol), 'expected a URL of http or https');
  for (const [name, value] of Object.entries(query)) url.searchParams.append(name, value);
  return url.href;
}

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signatureOf = (text, secret) => createHmac('sha256', secret).update(text).digest('base64url');

function decoded(part) {
  const bytes = Buffer.from(part, 'base64url');
  check(bytes.toString('base64url') === part, 'the token is malformed');
  return JSON.parse(bytes);
}

/** The api object of one execution; what the action asks for is noted in `asked`. */
export function createApi({ event, asked, world }) {
  const { user, request } = event;
  const { records } = world;
  const api = {
    access: {
      deny(reason) {
        asked.reason = reason;
        return api;
      },
    },
    authentication: {
      challengeWith(factor, { additionalFactors = [] } = {}) {
        const [defaultFactor, ...others] = structuredClone([factor, ...additionalFactors]);
        asked.challenge = { factors: [defaultFactor, ...others], defaultFactor };
      },
      challengeWithAny(factors) {
        asked.challenge = { factors: structuredClone(factors) };
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
        if (!limits.every(Number.isFinite)) return refused('InvalidExpiry');
        const expiry = Math.floor(Math.min(now + (limits.length ? DAY : 15 * MINUTE), ...limits));
        if (expiry <= now) return refused('ItemAlreadyExpired');
        if (size(key) > 64) return refused('CacheKeySizeExceeded');
        if (size(value) > 4096) return refused('CacheValueSizeExceeded');
        const others = [...records].filter(
          ([name, record]) => name !== key && record.expires_at > now,
        );
        const total = others.reduce(
          (sum, [name, record]) => sum + size(name + record.value),
          size(key + value),
        );
        if (total > 8192) return refused('CacheSizeExceeded');
        records.set(key, { value, expires_at: expiry });
        return { type: 'success', record: { value, expires_at: expiry } };
      },
      delete: (key) =>
        records.delete(key) ? { type: 'success' } : refused('CacheKeyDoesNotExist'),
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
        const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded({ ...standard, ...payload })}`;
        return `${text}.${signatureOf(text, secret)}`;
      },
      sendUserTo(url, options) {
        asked.url = urlWith(url, options?.query);
        return api;
      },
      validateToken({ secret, tokenParameterName = 'session_token' }) {
        const sent = { ...request.query, ...request.body };
        check(typeof sent[tokenParameterName] === 'string', 'there is no token');
        const [head, body, signature, ...more] = sent[tokenParameterName].split('.');
        const { alg, crit } = decoded(head);
        check(
          alg === 'HS256' && crit === undefined && more.length === 0,
          'the token is of another kind',
        );
        check(signature === signatureOf(`${head}.${body}`, secret), 'the token was altered');
        const claims = decoded(body);
        const { iat, exp, nbf = 0, iss, sub, state } = claims;
        check([iat, exp, nbf].every(Number.isFinite), 'the times are malformed');
        check(
          [iss, sub, state].every((claim) => typeof claim === 'string'),
          'the claims are malformed',
        );
        check(nbf <= world.now / 1000 && world.now / 1000 < exp, 'the token is not of this time');
        check(
          state === sent.state && sub === user.user_id,
          'the token is of another return or user',
        );
        return claims;
      },
    },
    transaction: {
      setResultUrl(url, options) {
        asked.resultUrl = urlWith(url, options?.query);
      },
    },
  };
  return api;
}

/** What an action has asked for, as an outcome. */
export function outcomeOf({ reason, url, challenge, resultUrl }, world) {
  if (reason !== undefined) return { status: 'denied', reason };
  if (url !== undefined) return { status: 'redirected', url: urlWith(url, { state: world.state }) };
  if (challenge && !challenge.factors.some((factor) => world.completed.includes(kindOf(factor))))
    return { status: 'challenged', ...challenge };
  return { status: 'completed', ...(resultUrl !== undefined && { resultUrl }) };
}
