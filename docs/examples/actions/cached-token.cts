/**
 * Asks a service about the reputation of the request's IP address. The action fetches a token for that service once, and keeps it in
 * the cache. Run the action twice: the second execution finds the token there.
 *
 *     npx tsc -p docs/examples/compile.json
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/cached-token.cjs docs/examples/temp/cached-token.cjs --secret CLIENT_SECRET=of-this-client
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/cached-token.cjs --secret CLIENT_SECRET=of-this-client --event '{ "request": { "ip": "203.0.113.9" } }'
 *     → denied: This address has a bad reputation.
 */
import type { PostChallengeAction } from '@post-challenge/spec';

const KEY = 'reputation-token';

export const onExecutePostChallenge: PostChallengeAction<'CLIENT_SECRET'> = async (event, api) => {
  const token = api.cache.get(KEY)?.value ?? (await fetchAndKeep());

  if ((await reputationOf(event.request.ip, token)) === 'bad') {
    api.access.deny('This address has a bad reputation.');
  }

  async function fetchAndKeep(): Promise<string> {
    const { access_token, expires_in } = await requestToken(event.secrets.CLIENT_SECRET);
    // The service counts in seconds, the cache in milliseconds. The record expires a minute before the token, so that the
    // token is still valid when the service receives it. If the write fails, the next execution fetches a token again.
    api.cache.set(KEY, access_token, { ttl: (expires_in - 60) * 1000 });
    return access_token;
  }
};

/** Replace this with a call to the token endpoint of the service. */
async function requestToken(clientSecret: string) {
  if (!clientSecret) throw new Error('The secret CLIENT_SECRET is missing.');
  return { access_token: 'an-access-token', expires_in: 600 };
}

/** Replace this with a call to the service. */
async function reputationOf(address: string, token: string): Promise<'good' | 'bad'> {
  if (token === '') throw new Error('The service refuses calls without a token.');
  return address.startsWith('203.0.113.') ? 'bad' : 'good';
}
