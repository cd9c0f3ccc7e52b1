import { createHash, createHmac } from 'node:crypto';
import { type WrongEntry, wrong } from '../entry.ts';
import type { Claims } from '../session.ts';

const SIGNS = ['redirect.encodeToken/signs-with-the-secret'] as const;
const JWT = ['redirect.encodeToken/returns-a-jwt', ...SIGNS] as const;
const LIFETIME = [
  'redirect.encodeToken/lifetime',
  'redirect.encodeToken/default-lifetime',
] as const;
const SECRET = ['redirect.validateToken/refuses-another-secret'] as const;
const SIGNATURE = ['redirect.validateToken/refuses-an-altered-signature'] as const;
const ACCEPTS = ['redirect.validateToken/accepts-a-valid-token'] as const;
const STATE = ['redirect.validateToken/refuses-another-state'] as const;
const EXPIRED = ['redirect.validateToken/refuses-an-expired-token'] as const;

const BLOCK = 64;

/** HMAC as in a text book that forgets to hash long keys. */
function signWithCutKey(text: string, secret: string): string {
  const key = Buffer.alloc(BLOCK);
  Buffer.from(secret).copy(key);
  const hash = (pad: number, data: Buffer) =>
    createHash('sha256')
      .update(Buffer.concat([key.map((byte) => byte ^ pad), data]))
      .digest();
  return hash(0x5c, hash(0x36, Buffer.from(text))).toString('base64url');
}

function signWith(text: string, key: string | Buffer): string {
  return createHmac('sha256', key).update(text).digest('base64url');
}

/** Reads claims without any check. */
function readClaims(token: string): Claims {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Claims;
}

/** Servers whose JWT library, or whose use of it, is wrong. */
export const tokens: readonly WrongEntry[] = [
  wrong('keys over 64 bytes are cut, not hashed', [...SIGNS, ...SECRET], () => ({
    sign: signWithCutKey,
  })),
  wrong('keys are cut after 32 bytes', [...SIGNS, ...SECRET], () => ({
    sign: (text, secret) => signWith(text, Buffer.from(secret).subarray(0, 32)),
  })),
  wrong('secrets are trimmed when they are loaded', [...SIGNS, ...SECRET], () => ({
    sign: (text, secret) => signWith(text, secret.trim()),
  })),
  wrong('secrets that look like hex are decoded', SIGNS, () => ({
    sign: (text, secret) =>
      signWith(text, /^([\da-f]{2})+$/i.test(secret) ? Buffer.from(secret, 'hex') : secret),
  })),
  wrong('secrets are compared without case', [...SIGNS, ...SECRET], () => ({
    sign: (text, secret) => signWith(text, secret.toLowerCase()),
  })),
  wrong('secrets are ASCII, and other characters become question marks', SECRET, () => ({
    sign: (text, secret) => signWith(text, secret.replaceAll(/[^ -~]/g, '?')),
  })),
  wrong('keys of 64 bytes and more select HS512', SIGNS, (original) => ({
    createHeader: ({ secret }) => ({ alg: secret.length < 64 ? 'HS256' : 'HS512', typ: 'JWT' }),
    sign: (text, secret) =>
      secret.length < 64
        ? original.sign(text, secret)
        : createHmac('sha512', secret).update(text).digest('base64url'),
  })),
  wrong('the first secret of an execution is kept for all tokens', SIGNS, (original) => {
    const secrets = new WeakMap<object, string>();
    return {
      encodeToken: (options, execution) => {
        const secret = secrets.get(execution) ?? options.secret;
        secrets.set(execution, secret);
        return original.encodeToken({ ...options, secret }, execution);
      },
    };
  }),
  wrong('parts are base64, not base64url', JWT, () => ({
    encodePart: (text) => Buffer.from(text).toString('base64').replaceAll('=', ''),
  })),
  wrong('parts keep their padding', JWT, () => ({
    encodePart: (text) =>
      Buffer.from(text).toString('base64').replaceAll('+', '-').replaceAll('/', '_'),
  })),
  wrong('claims are encoded in ISO 8859-1', JWT, () => ({
    encodePart: (text) => Buffer.from(text, 'latin1').toString('base64url'),
  })),
  wrong('the token ends with a line break', JWT, (original) => ({
    encodeToken: (options, execution) => `${original.encodeToken(options, execution)}\n`,
  })),
  wrong('a lifetime over an hour is capped', LIFETIME, (original) => ({
    createClaims: (options, event) => {
      const { expiresInSeconds = 900 } = options;
      return original.createClaims(
        { ...options, expiresInSeconds: Math.min(expiresInSeconds, 3600) },
        event,
      );
    },
  })),
  wrong('a lifetime is measured from the start of the server', LIFETIME, (original, host) => {
    const started = host.now();
    return {
      createClaims: (options, event) => ({
        ...original.createClaims(options, event),
        exp: Math.floor(started / 1000) + (options.expiresInSeconds ?? 900),
      }),
    };
  }),
  wrong('lifetimes below a minute become a minute', LIFETIME, (original) => ({
    createClaims: (options, event) =>
      original.createClaims(
        { ...options, expiresInSeconds: Math.max(options.expiresInSeconds ?? 900, 60) },
        event,
      ),
  })),
  wrong('the lifetime of the last token is the default of the next', LIFETIME, (original) => {
    let last = 900;
    return {
      createClaims: (options, event) => {
        last = options.expiresInSeconds ?? last;
        return original.createClaims({ ...options, expiresInSeconds: last }, event);
      },
    };
  }),
  wrong('a verified token is cached without its secret', SECRET, (original) => {
    const verified = new Map<string, Claims>();
    return {
      verifySignature: (token, secret) => {
        const claims = verified.get(token) ?? original.verifySignature(token, secret);
        verified.set(token, claims);
        return claims;
      },
    };
  }),
  wrong('a verified token is cached without its signature', SIGNATURE, (original) => {
    const verified = new Map<string, Claims>();
    return {
      verifySignature: (token, secret) => {
        const key = `${token.split('.').slice(0, 2).join('.')} ${secret}`;
        const claims = verified.get(key) ?? original.verifySignature(token, secret);
        verified.set(key, claims);
        return claims;
      },
    };
  }),
  wrong('a verified token is cached with its checks', [...EXPIRED, ...STATE], (original) => {
    const valid = new Map<unknown, unknown>();
    return {
      validateToken: (options, execution) => {
        const { query, body } = execution.event.request;
        const key = JSON.stringify([query[options.tokenParameterName ?? 'session_token'], body]);
        const claims = valid.get(key) ?? original.validateToken(options, execution);
        valid.set(key, claims);
        return claims;
      },
    };
  }),
  wrong(
    'the first validated token of an execution is returned for every name',
    ['redirect.validateToken/named-parameter'],
    (o) => {
      const first = new WeakMap<object, unknown>();
      return {
        validateToken: (options, execution) => {
          const claims = first.get(execution) ?? o.validateToken(options, execution);
          first.set(execution, claims);
          return claims;
        },
      };
    },
  ),
  wrong('a signature is compared up to the length of the given one', SIGNATURE, (_, host) => ({
    verifySignature: (token, secret) => {
      const [header = '', claims = '', signature = ''] = token.split('.');
      const { alg } = host.parseClaims(host.decodePart(header));
      if (alg !== 'HS256' || !host.sign(`${header}.${claims}`, secret).startsWith(signature))
        throw new Error('The signature is wrong.');
      return readClaims(token);
    },
  })),
  wrong('only the first 16 bytes of a signature are compared', SIGNATURE, (_, host) => ({
    verifySignature: (token, secret) => {
      const [header = '', claims = '', signature = ''] = token.split('.');
      const expected = host.sign(`${header}.${claims}`, secret);
      const { alg } = host.parseClaims(host.decodePart(header));
      if (alg !== 'HS256' || expected.slice(0, 22) !== signature.slice(0, 22))
        throw new Error('The signature is wrong.');
      return readClaims(token);
    },
  })),
  wrong('signatures are compared without case', SIGNATURE, (original, host) => ({
    verifySignature: (token, secret) => {
      const [header = '', claims = '', signature = ''] = token.split('.');
      const expected = host.sign(`${header}.${claims}`, secret);
      const isSame = expected.toLowerCase() === signature.toLowerCase();
      return original.verifySignature(isSame ? `${header}.${claims}.${expected}` : token, secret);
    },
  })),
  wrong(
    'the algorithm is taken from the header',
    ['redirect.validateToken/refuses-another-algorithm'],
    (o) => ({
      verifySignature: (token, secret) => {
        const [header = '', claims = '', signature = ''] = token.split('.');
        const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Claims;
        if (alg !== 'HS384' && alg !== 'HS512') return o.verifySignature(token, secret);
        const expected = createHmac(`sha${alg.slice(2)}`, secret)
          .update(`${header}.${claims}`)
          .digest('base64url');
        if (expected !== signature) throw new Error('The signature is wrong.');
        return readClaims(token);
      },
    }),
  ),
  wrong(
    '"none" is refused in lower case only',
    ['redirect.validateToken/refuses-an-unsigned-token'],
    (o) => ({
      verifySignature: (token, secret) => {
        const [header = '', , signature] = token.split('.');
        const { alg } = JSON.parse(Buffer.from(header, 'base64url').toString()) as Claims;
        const isNone = alg !== 'none' && String(alg).toLowerCase() === 'none';
        return isNone && signature === '' ? readClaims(token) : o.verifySignature(token, secret);
      },
    }),
  ),
  wrong('exp is compared by its date, without the time', EXPIRED, (original, host) => ({
    checkClaims: (claims, event) => {
      const isSameDay =
        Math.floor(Number(claims['exp']) / 86_400) === Math.floor(host.now() / 86_400_000);
      original.checkClaims(isSameDay ? { ...claims, exp: host.now() } : claims, event);
    },
  })),
  wrong('exp is compared with milliseconds', EXPIRED, (original) => ({
    checkClaims: (claims, event) =>
      original.checkClaims({ ...claims, exp: Number(claims['exp']) * 1000 }, event),
  })),
  wrong('the time is the one at which the server started', EXPIRED, (original, host) => {
    const started = host.now();
    return {
      checkClaims: (claims, event) => {
        if (Number(claims['exp']) * 1000 <= started) throw new Error('The token has expired.');
        original.checkClaims({ ...claims, exp: Number.MAX_SAFE_INTEGER }, event);
      },
    };
  }),
  wrong('the time is the one at which the transaction started', EXPIRED, (original, host) => ({
    checkClaims: (claims, event) => {
      const started = Number(event.transaction['started'] ?? host.now());
      if (Number(claims['exp']) * 1000 <= started) throw new Error('The token has expired.');
      original.checkClaims({ ...claims, exp: Number.MAX_SAFE_INTEGER }, event);
    },
    receiveEvent: (event) => {
      event.transaction['started'] = host.now();
      return event;
    },
  })),
  wrong(
    'a token is good for its whole lifetime after it was received',
    EXPIRED,
    (original, host) => ({
      checkClaims: (claims, event) => {
        const lifetime = Number(claims['exp']) - Number(claims['iat']);
        original.checkClaims({ ...claims, exp: Math.ceil(host.now() / 1000) + lifetime }, event);
      },
    }),
  ),
  wrong('the state claim is compared by prefix', STATE, (original, host) => ({
    checkClaims: (claims, event) => {
      const given = String(host.readState(event.request as never));
      const { state } = claims;
      const isSame = typeof state === 'string' && state.startsWith(given.slice(0, 8));
      original.checkClaims(isSame ? { ...claims, state: given } : claims, event);
    },
  })),
  wrong('the state claim is compared without case', STATE, (original, host) => ({
    checkClaims: (claims, event) => {
      const given = String(host.readState(event.request as never));
      const isSame = String(claims['state']).toLowerCase() === given.toLowerCase();
      original.checkClaims(isSame ? { ...claims, state: given } : claims, event);
    },
  })),
  wrong('the state claim may be the one of any redirect of the server', STATE, (original, host) => {
    const issued = new Set<unknown>();
    return {
      createState: (session) => {
        const state = original.createState(session);
        issued.add(state);
        return state;
      },
      checkClaims: (claims, event) =>
        original.checkClaims(
          issued.has(claims['state'])
            ? { ...claims, state: String(host.readState(event.request as never)) }
            : claims,
          event,
        ),
    };
  }),
  wrong('an empty state claim is not compared', STATE, (original, host) => ({
    checkClaims: (claims, event) =>
      original.checkClaims(
        claims['state'] === '' || claims['state'] === null
          ? { ...claims, state: String(host.readState(event.request as never)) }
          : claims,
        event,
      ),
  })),
  wrong(
    'tokens are read from the query of a GET only',
    ['redirect.validateToken/reads-the-body'],
    () => ({
      readToken: (name, { method, query }) =>
        method === 'GET' ? (query as Record<string, unknown>)[name] : undefined,
    }),
  ),
  wrong('tokens are read on POST only', ['redirect.validateToken/reads-the-query'], (original) => ({
    readToken: (name, request) =>
      request.method === 'POST' ? original.readToken(name, request) : undefined,
  })),
  wrong('tokens over 1000 characters are refused', ACCEPTS, (original) => ({
    readToken: (name, request) => {
      const token = original.readToken(name, request);
      return typeof token === 'string' && token.length > 1000 ? undefined : token;
    },
  })),
  wrong(
    'the name of the parameter is looked up in lower case',
    ['redirect.validateToken/named-parameter'],
    (o) => ({
      readToken: (name, request) => o.readToken(name.toLowerCase(), request),
    }),
  ),
  wrong(
    'the default parameter is tried if the named one is missing',
    ['redirect.validateToken/named-parameter', 'redirect.validateToken/refuses-a-missing-token'],
    (o) => ({
      readToken: (name, request) =>
        o.readToken(name, request) ?? o.readToken('session_token', request),
    }),
  ),
  wrong(
    'the signature of a token in the body is not checked',
    ['redirect.validateToken/refuses-altered-claims', ...SIGNATURE],
    (original) => ({
      validateToken: (options, execution) => {
        const { body } = execution.event.request;
        const token: unknown = body[options.tokenParameterName ?? 'session_token'];
        if (typeof token !== 'string') return original.validateToken(options, execution);
        return readClaims(token);
      },
    }),
  ),
];
