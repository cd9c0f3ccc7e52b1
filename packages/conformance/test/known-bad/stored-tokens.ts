import type { CreateInput, Implementation } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { ValidateTokenOptions } from '@post-challenge/spec';
import { changeReference } from '../implementations.ts';
import { changeRequest, signText } from '../token-changes.ts';
import type { MoreKnownBad } from './more-known-bad.ts';

const NAME = 'session_token';

/** Reads the parts of the token that a call validates. */
function readParts(
  { tokenParameterName: name = NAME }: ValidateTokenOptions,
  { event: { request } }: CreateInput,
): [header: string, claims: string, signature: string] {
  const [header = '', claims = '', signature = ''] = String(
    request.body[name] ?? request.query[name],
  ).split('.');
  return [header, claims, signature];
}

type CreateKey = (options: ValidateTokenOptions, input: CreateInput) => string;

/** Makes `validateToken` of the reference keep what it accepted, by a key, and hand it out again. */
function keepAccepted(createKey: CreateKey): Implementation {
  return changeReference(({ redirect: { validateToken } }, input) => {
    const accepted = new Map<string, object>();
    return {
      redirect: {
        validateToken(options) {
          const key = createKey(options, input);
          const result = accepted.get(key) ?? validateToken(options);
          accepted.set(key, result);
          return result;
        },
      },
    };
  });
}

/** Makes `validateToken` and `encodeToken` of the reference keep each secret by a form of it, and take it for all of that form. */
function keepSecrets(change: (secret: string) => string): Implementation {
  return changeReference(({ redirect: { validateToken, encodeToken } }) => {
    const secrets = new Map<string, string>();
    const find = (secret: string) => {
      const found = secrets.get(change(secret)) ?? secret;
      secrets.set(change(secret), found);
      return found;
    };
    return {
      redirect: {
        validateToken: (options) => validateToken({ ...options, secret: find(options.secret) }),
        encodeToken: (options) => encodeToken({ ...options, secret: find(options.secret) }),
      },
    };
  });
}

/** Makes `validateToken` of the reference compare signatures in some way. */
function compareSignatures(isSame: (sent: string, right: string) => boolean): Implementation {
  return changeReference(({ redirect: { validateToken } }, input) => ({
    redirect: {
      validateToken(options) {
        const [header, claims, signature] = readParts(options, input);
        const signed = `${header}.${claims}`;
        const right = signText(signed, options.secret);
        if (!isSame(signature, right)) return validateToken(options);
        const { tokenParameterName: name = NAME } = options;
        const other = changeRequest(input, ({ body }) => ({
          body: { ...body, [name]: `${signed}.${right}` },
        }));
        return createPostChallenge(other).api.redirect.validateToken(options);
      },
    },
  }));
}

/** Known-bad implementations that keep tokens or secrets, or compare only a form of them. */
export const storedTokenKnownBad: MoreKnownBad = [
  [
    'accepted tokens are kept by their claims',
    'redirect.validateToken/refuses-an-altered-signature',
    keepAccepted((...parts) => readParts(...parts)[1]),
  ],
  [
    'accepted tokens are kept by their signature',
    'redirect.validateToken/refuses-altered-claims',
    keepAccepted((...parts) => readParts(...parts)[2]),
  ],
  [
    'accepted tokens are kept until the execution ends',
    'redirect.validateToken/refuses-an-expired-token',
    keepAccepted((options, input) => [...readParts(options, input), options.secret].join('.')),
  ],
  [
    'the time is read once',
    'redirect.validateToken/refuses-an-expired-token',
    changeReference((_, input) => {
      const start = input.clock.now();
      const { api } = createPostChallenge({ ...input, clock: { now: () => start } });
      return { redirect: { validateToken: (options) => api.redirect.validateToken(options) } };
    }),
  ],
  [
    'signatures are compared without case',
    'redirect.validateToken/refuses-an-altered-signature',
    compareSignatures((sent, right) => sent.toLowerCase() === right.toLowerCase()),
  ],
  [
    'secrets are kept by their first 32 bytes',
    'redirect.validateToken/refuses-another-secret',
    keepSecrets((secret) => secret.slice(0, 32)),
  ],
  [
    'secrets are kept without case',
    'redirect.encodeToken/signs-with-the-secret',
    keepSecrets((secret) => secret.toLowerCase()),
  ],
  [
    'secrets are kept without their accents',
    'redirect.encodeToken/secret-is-utf8',
    keepSecrets((secret) => secret.normalize('NFKD').replaceAll(/\p{M}/gu, '')),
  ],
];
