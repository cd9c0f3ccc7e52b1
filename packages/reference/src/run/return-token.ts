import type { PostChallengeEvent, RedirectedTransaction } from '@post-challenge/spec';
import { DEFAULT_TOKEN_LIFETIME } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import type { Execution } from './record.ts';
import { signToken } from '../api/token.ts';

/** The token with which the user returns. */
export interface TokenScript {
  /** The claims; missing standard claims are added. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The name of the query parameter that holds the token. */
  readonly parameter: string;
  /** The name of the secret that signs the token, if the user chose one. */
  readonly secretName?: string;
}

/** Creates a token as the other site would sign it; the given claims replace the standard claims. */
export function createReturnToken(
  { state, url, event }: RedirectedTransaction,
  claims: TokenScript['claims'],
  secret: string,
  now: number,
): string {
  const iat = Math.floor(now / 1000);
  const standard = {
    iss: new URL(url).hostname,
    sub: event.user.user_id,
    iat,
    exp: iat + DEFAULT_TOKEN_LIFETIME,
    state,
  };
  return signToken({ ...standard, ...claims }, secret);
}

/** Selects the chosen secret, the secret that the action signed its token with, or the only secret, in this order. */
export function selectSecret(
  { secrets }: PostChallengeEvent,
  { secretName }: TokenScript,
  executions: readonly Execution[],
): string {
  if (secretName !== undefined) return getSecret(secretName, secrets);
  const secret = findActionSecret(executions) ?? getOnly(Object.values(secrets));
  if (secret !== undefined) return secret;
  const names = Object.keys(secrets);
  throw new UsageError(
    names.length === 0
      ? 'Cannot sign the token of --token: there is no secret. Add the secret that the action uses: --secret NAME=VALUE.'
      : `Cannot sign the token of --token: there are several secrets, ${names.join(', ')}. Choose one: --token-secret ${names[0]}.`,
  );
}

function getSecret(name: string, secrets: Readonly<Record<string, string>>): string {
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (secret !== undefined) return secret;
  throw new UsageError(
    `Cannot sign the token of --token: there is no secret ${name}. Add it: --secret ${name}=VALUE.`,
  );
}

function findActionSecret(executions: readonly Execution[]): string | undefined {
  const encoded = executions
    .flatMap(({ calls }) => calls)
    .findLast(({ method, threw }) => method === 'redirect.encodeToken' && threw === undefined);
  const [options] = encoded?.args ?? [];
  return (options as { secret: string } | undefined)?.secret;
}

function getOnly(secrets: readonly string[]): string | undefined {
  return secrets.length === 1 ? secrets[0] : undefined;
}
