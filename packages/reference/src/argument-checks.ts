import type {
  ChallengeWithOptions,
  EncodeTokenOptions,
  FactorSelector,
  MethodName,
  PostChallengeModule,
} from '@post-challenge/spec';
import { assertArguments, copyOf, misuse, misuseError } from './arguments.ts';

/** A copy of the favourite factor, and of those to choose from; what `toJSON` makes of them has to be factors too. */
export function checkedChoice(
  factor: FactorSelector,
  options: ChallengeWithOptions | undefined,
): FactorSelector[] {
  const method = 'authentication.challengeWith';
  assertArguments(method, [factor, options]);
  const favourite = copyOf(method, '/factor', factor);
  const others = copyOf(method, '/options/additionalFactors', options?.additionalFactors ?? []);
  assertArguments(method, [favourite, { additionalFactors: others }]);
  return [favourite, ...others];
}

/** A copy of a list of factors, which has to hold one at least. */
export function checkedFactors(factors: readonly FactorSelector[]): FactorSelector[] {
  const method = 'authentication.challengeWithAny';
  assertArguments(method, [factors]);
  if (factors.length === 0)
    throw misuse(method, { path: '/factors', expected: 'at least one factor', received: factors });
  const offered = copyOf(method, '/factors', factors);
  assertArguments(method, [offered]);
  return [...offered];
}

/** A copy of the claims that an action adds to a token, as JSON has them. */
export function checkedPayload({ secret, payload }: EncodeTokenOptions): object {
  const method = 'redirect.encodeToken';
  const members = copyOf(method, '/options/payload', payload);
  assertArguments(method, [{ secret, payload: members }]);
  return members;
}

/** Throws where a secret is empty. */
export function assertSecret(method: MethodName, secret: string): void {
  if (secret !== '') return;
  throw misuse(method, {
    path: '/options/secret',
    expected: 'a string that is not empty',
    received: secret,
  });
}

/** Throws where a lifetime is no whole number of seconds, or none at all. */
export function assertLifetime(method: MethodName, received: number): void {
  if (Number.isSafeInteger(received) && received > 0) return;
  throw misuse(method, {
    path: '/options/expiresInSeconds',
    expected: 'a positive integer',
    received,
  });
}

/** The URL of a text, which has to be one that a browser can be sent to. */
export function parsedUrl(method: MethodName, url: string): URL {
  const path = '/url';
  if (!URL.canParse(url))
    throw misuse(method, { path, expected: 'an absolute URL', received: url });
  const result = new URL(url);
  if (result.protocol === 'https:' || result.protocol === 'http:') return result;
  throw misuse(method, { path, expected: 'a URL that begins with https: or http:', received: url });
}

/** Throws where a handler of an action is no function. */
export function assertHandlers(action: PostChallengeModule, index: number): void {
  const { onExecutePostChallenge, onContinuePostChallenge } = action;
  assertFunction(`/actions/${index}/onExecutePostChallenge`, onExecutePostChallenge);
  if (onContinuePostChallenge !== undefined)
    assertFunction(`/actions/${index}/onContinuePostChallenge`, onContinuePostChallenge);
}

function assertFunction(path: string, received: unknown): void {
  if (typeof received === 'function') return;
  throw misuseError('make a runtime', { path, expected: 'an async function', received }, []);
}
