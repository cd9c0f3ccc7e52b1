import type {
  CallStep,
  JsonObject,
  Scenario,
  Step,
  TokenRecipe,
  TransactionScript,
} from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { compactVerify, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Property } from '../../src/rules/property.ts';
import { mintToken } from '../../src/language/mint-token.ts';
import { redirectProperties } from '../../src/rules/redirect/index.ts';
import { drawSamples } from '../draw/samples.ts';

const PREFIX = 'redirect.validateToken/';
const properties: Readonly<Record<string, Property>> = Object.fromEntries(
  Object.entries(redirectProperties).filter(([id]) => id.startsWith(PREFIX)),
);

/** A drawn token, and the secret and the time at which it is validated last. */
interface SampledToken {
  readonly recipe: TokenRecipe;
  readonly token: string;
  /** The secret that the action passes. */
  readonly secret: Uint8Array;
  readonly now: Date;
}

type Request = Readonly<Record<'query' | 'body', JsonObject>>;

/** Draws tokens of a property. */
function drawTokens(claim: string): SampledToken[] {
  const property = properties[`${PREFIX}${claim}`] as Property;
  return drawSamples(property.given, 60)
    .map((drawn) => property.scenario(drawn as never, false))
    .flatMap((scenario) =>
      listRecipes(scenario).map((recipe) => createSampledToken(scenario, recipe)),
    );
}

/** Lists the tokens of a return, except a valid one that the action validates before them. */
function listRecipes({ transactions }: Scenario): TokenRecipe[] {
  const { request } = (transactions.at(-1) as TransactionScript).event as { request: Request };
  const parameters = [...Object.entries(request.query), ...Object.entries(request.body)];
  return parameters.flatMap(([name, value]) => {
    const { $token } = value as { $token?: unknown };
    return $token === undefined || name === 'valid_token' ? [] : [$token as TokenRecipe];
  });
}

function createSampledToken({ now, transactions }: Scenario, recipe: TokenRecipe): SampledToken {
  const steps = transactions.flatMap(({ actions }) => actions.flatMap(({ execute }) => execute));
  const called = steps.findLast((step): step is CallStep => isValidation(step));
  const [options] = (called as CallStep).args as unknown as [{ secret: string }];
  const secret = new TextEncoder().encode(options.secret);
  const waited = steps.reduce((sum, step) => sum + ('wait' in step ? step.wait : 0), 0);
  return { recipe, token: mintToken(recipe), secret, now: new Date(now + waited) };
}

/** Checks whether a step validates a token, and is none of the calls that a property adds beside those of its rule. */
function isValidation(step: Step): boolean {
  return (
    'call' in step &&
    step.call === 'redirect.validateToken' &&
    !JSON.stringify(step.args).includes('neighbour')
  );
}

async function verifyWithJose(
  { token, secret, now }: SampledToken,
  algorithm = 'HS256',
): Promise<string> {
  try {
    await jwtVerify(token, secret, { algorithms: [algorithm], currentDate: now });
    return 'verifies';
  } catch (error) {
    return (error as { code: string }).code;
  }
}

async function listJoseResults(claim: string): Promise<string[]> {
  const drawn = drawTokens(claim);
  expect(drawn.length).toBeGreaterThanOrEqual(60);
  const results = await Promise.all(drawn.map((one) => verifyWithJose(one)));
  return [...new Set(results)].toSorted();
}

const valid: readonly string[] = [
  'accepts-a-valid-token',
  'returns-the-payload',
  'reads-the-query',
  'reads-the-body',
  'default-parameter',
  'named-parameter',
  'refuses-another-state',
  'refuses-a-token-without-state',
  'refuses-another-user',
  'refuses-a-token-without-exp',
  'refuses-a-token-without-iat',
  'refuses-a-token-without-sub',
  'refuses-a-token-without-iss',
  'accepts-another-issuer',
  'accepts-fractional-times',
  'member-names-are-claims',
  'header-type',
  'without-audience',
  'query-and-body',
];

const invalid: Readonly<Record<string, readonly string[]>> = {
  'refuses-another-secret': ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
  'refuses-altered-claims': ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
  'refuses-an-altered-header': ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
  'refuses-an-altered-signature': ['ERR_JWS_INVALID', 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED'],
  'refuses-an-unsigned-token': ['ERR_JOSE_ALG_NOT_ALLOWED'],
  'refuses-a-mislabelled-algorithm': ['ERR_JOSE_ALG_NOT_ALLOWED'],
  'refuses-another-algorithm': ['ERR_JOSE_ALG_NOT_ALLOWED'],
  'refuses-an-expired-token': ['ERR_JWT_EXPIRED'],
  'refuses-times-that-are-no-numbers': ['ERR_JWT_CLAIM_VALIDATION_FAILED'],
  'refuses-an-unknown-algorithm': ['ERR_JOSE_ALG_NOT_ALLOWED', 'ERR_JWS_INVALID'],
  'refuses-a-critical-extension': ['ERR_JOSE_NOT_SUPPORTED'],
  'exp-boundary': ['ERR_JWT_EXPIRED'],
  'not-before': ['ERR_JWT_CLAIM_VALIDATION_FAILED'],
};

describe('according to another implementation of JWT', () => {
  test.for(valid)('every token that %s draws verifies as HS256 with the secret', async (claim) => {
    expect(await listJoseResults(claim)).toEqual(['verifies']);
  });

  test.for(Object.entries(invalid))('no token that %s draws verifies', async ([claim, codes]) => {
    expect(await listJoseResults(claim)).toEqual(codes);
  });

  test('this test covers every rule that draws tokens', () => {
    const drawing = Object.keys(properties).filter((id) => {
      const { given, scenario } = properties[id] as Property;
      return drawSamples(given, 20).some(
        (drawn) => listRecipes(scenario(drawn as never, false)).length > 0,
      );
    });

    // These draw the faults of the other rules, tokens in another parameter or with more parts, or signatures in base64.
    const mixed = [
      'refuses-a-padded-signature',
      'refuses-by-throwing',
      'throws-errors',
      'keeps-the-secret',
      'refuses-a-missing-token',
      'refuses-a-malformed-token',
    ];
    expect(drawing.map((id) => id.slice(PREFIX.length)).toSorted()).toEqual(
      [...valid, ...Object.keys(invalid), ...mixed].toSorted(),
    );
  });
});

/** Draws tokens of a property and decodes their parts. */
function drawTokenParts(
  claim: string,
): (SampledToken & { header: JsonObject; claims: JsonObject })[] {
  return drawTokens(claim).map((drawn) => {
    const header = decodeProtectedHeader(drawn.token) as unknown as JsonObject;
    return { ...drawn, header, claims: decodeJwt(drawn.token) as unknown as JsonObject };
  });
}

function getSignatureBytes(token: string): Buffer {
  return Buffer.from(token.split('.')[2] ?? '', 'base64url');
}

describe('a token differs from a valid one only in the respect that its rule judges', () => {
  test('a token signed with another algorithm verifies with that algorithm', async () => {
    for (const drawn of drawTokenParts('refuses-another-algorithm')) {
      const alg = String(drawn.header['alg']);
      expect(alg).toMatch(/^HS(384|512)$/);
      expect(await verifyWithJose(drawn, alg)).toBe('verifies');
    }
  });

  test('a mislabelled token has an HS256 signature', () => {
    const drawn = drawTokenParts('refuses-a-mislabelled-algorithm');

    expect(new Set(drawn.map(({ header }) => header['alg']))).toEqual(
      new Set(['none', 'HS384', 'HS512']),
    );
    for (const { token, recipe } of drawn) {
      expect(getSignatureBytes(token)).toHaveLength(32);
      expect(recipe.algorithm).toBe('HS256');
    }
  });

  test('an unsigned token has no signature and names the algorithm none, in any case', () => {
    for (const { token, header } of drawTokenParts('refuses-an-unsigned-token')) {
      expect(token).toMatch(/\.$/);
      expect(String(header['alg']).toLowerCase()).toBe('none');
    }
  });

  test('a token signed with another secret verifies with that secret', async () => {
    for (const drawn of drawTokens('refuses-another-secret')) {
      const key = new TextEncoder().encode(drawn.recipe.secret);
      expect(Buffer.compare(key, drawn.secret)).not.toBe(0);
      expect(key.at(-1)).not.toBe(0);
      // jose refuses an empty key.
      if (key.length === 0) continue;
      await expect(
        compactVerify(drawn.token, key, { algorithms: ['HS256'] }),
      ).resolves.toBeDefined();
    }
  });

  test.for(['refuses-altered-claims', 'refuses-an-altered-header', 'refuses-an-altered-signature'])(
    'the token of %s verifies before it is altered, and differs afterwards',
    async (claim) => {
      for (const drawn of drawTokens(claim)) {
        const { altered, ...whole } = drawn.recipe;
        const before = mintToken(whole);
        expect(altered).toBeDefined();
        expect(decodeBytes(drawn.token)).not.toEqual(decodeBytes(before));
        expect(await verifyWithJose({ ...drawn, token: before })).toBe('verifies');
      }
    },
  );

  test('an altered signature has one flipped bit or another form, or is shorter, longer or missing', () => {
    for (const { token, recipe } of drawTokens('refuses-an-altered-signature')) {
      const { altered = {}, ...whole } = recipe;
      const [before, after] = [getSignatureBytes(mintToken(whole)), getSignatureBytes(token)];
      const flipped = [...after].filter((byte, index) => byte !== before[index]).length;
      if (altered.suffix !== undefined) expect(token.endsWith(altered.suffix)).toBe(true);
      else if (altered.parts !== undefined) expect(token.split('.')).toHaveLength(altered.parts);
      else if (altered.signatureForm !== undefined) expect(after).not.toEqual(before);
      else
        expect([flipped, after.length]).toEqual(
          altered.signatureLength === undefined ? [1, 32] : [0, altered.signatureLength],
        );
    }
  });

  test('a padded signature has the bytes of the right one', () => {
    for (const { token, recipe } of drawTokens('refuses-a-padded-signature')) {
      const { altered: _, ...whole } = recipe;
      expect(token).toMatch(/=$/);
      expect(getSignatureBytes(token)).toEqual(getSignatureBytes(mintToken(whole)));
    }
  });

  test('a valid token has every claim, is at most 12 hours old, and lives a minute to 24 hours', () => {
    for (const claim of ['accepts-a-valid-token', 'returns-the-payload', 'named-parameter']) {
      for (const { claims, now } of drawTokenParts(claim)) {
        const [iat, exp] = [Number(claims['iat']), Number(claims['exp'])];
        expect(Object.keys(claims)).toEqual(
          expect.arrayContaining(['iss', 'sub', 'aud', 'iat', 'exp', 'state']),
        );
        expect(now.getTime() / 1000 - iat).toBeLessThanOrEqual(12 * 3600 + 1);
        expect(exp - now.getTime() / 1000).toBeGreaterThanOrEqual(59);
        expect(exp - iat).toBeGreaterThanOrEqual(60);
        expect(exp - iat).toBeLessThanOrEqual(24 * 3600);
      }
    }
  });

  test('an expired token expired at least an hour ago', () => {
    for (const { claims, now } of drawTokenParts('refuses-an-expired-token')) {
      const [iat, exp] = [Number(claims['iat']), Number(claims['exp'])];
      expect(iat).toBeLessThan(exp);
      expect(now.getTime() / 1000 - exp).toBeGreaterThanOrEqual(3600);
    }
  });

  test.for<[RuleId, string]>([
    ['redirect.validateToken/refuses-a-token-without-exp', 'exp'],
    ['redirect.validateToken/refuses-a-token-without-iat', 'iat'],
    ['redirect.validateToken/refuses-a-token-without-sub', 'sub'],
    ['redirect.validateToken/refuses-a-token-without-iss', 'iss'],
    ['redirect.validateToken/refuses-a-token-without-state', 'state'],
  ])('the token of %s lacks only that claim', ([id, missing]) => {
    for (const { claims } of drawTokenParts(id.slice(PREFIX.length))) {
      const standard = ['exp', 'iat', 'iss', 'state', 'sub'];
      expect(standard.filter((name) => !Object.hasOwn(claims, name))).toEqual([missing]);
    }
  });
});

/** Decodes the parts of a token, so that unused bits of the encoding make no difference. */
function decodeBytes(token: string): string[] {
  return token.split('.').map((part) => Buffer.from(part, 'base64url').toString('hex'));
}
