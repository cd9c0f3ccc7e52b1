import type { PostChallengeEvent, RedirectedTransaction } from '@post-challenge/spec';
import { DEFAULT_TOKEN_LIFETIME } from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import type { Execution } from './record.ts';
import { signToken } from '../api/token.ts';

/** The token with which the user returns. */
export interface TokenScript {
  /** The claims; those that are left out and have to be there are filled in. */
  readonly claims: Readonly<Record<string, unknown>>;
  /** The name of the parameter that carries it. */
  readonly parameter: string;
  /** The name of the secret, where it is given. */
  readonly secretName?: string;
}

/** What the other site would sign: the claims given, over those that every token of a return has. */
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

/** The secret named, or else the one that the action has signed its own token with, or else the only one there is. */
export function selectSecret(
  { secrets }: PostChallengeEvent,
  { secretName }: TokenScript,
  executions: readonly Execution[],
): string {
  if (secretName !== undefined) return getSecret(secretName, secrets);
  const known = findActionSecret(executions) ?? getOnly(Object.values(secrets));
  if (known !== undefined) return known;
  const names = Object.keys(secrets);
  throw new UsageError(
    names.length === 0
      ? 'There is no secret to sign the token of --token with. Give the secret that the action uses: --secret NAME=VALUE.'
      : `Which secret signs the token of --token is not clear: there are ${names.join(', ')}. Name one: --token-secret ${names[0]}.`,
  );
}

function getSecret(name: string, secrets: Readonly<Record<string, string>>): string {
  const secret = Object.hasOwn(secrets, name) ? secrets[name] : undefined;
  if (secret !== undefined) return secret;
  throw new UsageError(
    `There is no secret ${name}, as --token-secret says. Give it: --secret ${name}=VALUE.`,
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
