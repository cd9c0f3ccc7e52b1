/**
 * Asks a service about the address of the request. The token for that service is fetched once and then found in the cache:
 * give the action twice, and the second execution fetches none.
 *
 *     npx tsc -p docs/examples/compile.json
 *
 *     npx @post-challenge/reference run docs/examples/temp/cached-token.cjs docs/examples/temp/cached-token.cjs --secret CLIENT_SECRET=of-this-client
 *     → completed
 *
 *     npx @post-challenge/reference run docs/examples/temp/cached-token.cjs --secret CLIENT_SECRET=of-this-client --event '{ "request": { "ip": "203.0.113.9" } }'
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
    // The service speaks of seconds, the cache of milliseconds; a minute earlier, so that no token ends on its way. A write
    // that fails does no harm: the next execution fetches again.
    api.cache.set(KEY, access_token, { ttl: (expires_in - 60) * 1000 });
    return access_token;
  }
};

/** Stands for the call of the token endpoint. */
async function requestToken(clientSecret: string) {
  if (!clientSecret) throw new Error('The secret CLIENT_SECRET is missing.');
  return { access_token: 'an-access-token', expires_in: 600 };
}

/** Stands for the call of the service. */
async function reputationOf(address: string, token: string): Promise<'good' | 'bad'> {
  if (token === '') throw new Error('The service refuses calls without a token.');
  return address.startsWith('203.0.113.') ? 'bad' : 'good';
}
