import type { Event, PasswordResetPostChallengeAPI, Secrets } from '@post-challenge/spec';

const url = 'https://verify.example.com/';
const readKey = ({ VERIFIER_KEY }: Secrets) => VERIFIER_KEY ?? '';

export async function onExecutePostChallenge(event: Event, api: PasswordResetPostChallengeAPI) {
  const cached = api.cache.get(event.user.user_id);
  if (cached && cached.expires_at > Date.now()) return;
  const session_token = api.redirect.encodeToken({
    secret: readKey(event.secrets),
    expiresInSeconds: 60,
    payload: { phone: event.user.phone_number, country: event.request.geoip.countryCode },
  });
  api.redirect.sendUserTo(url, { query: { session_token, login: event.user.email } });
}

export async function onContinuePostChallenge(event: Event, api: PasswordResetPostChallengeAPI) {
  const payload = api.redirect.validateToken({ secret: readKey(event.secrets) });
  const named: { level: number } = api.redirect.validateToken({
    secret: readKey(event.secrets),
    tokenParameterName: 'level_token',
  });
  if (payload.anything.goes !== true || named.level < 2) return api.access.deny('Not verified.');
  const written = api.cache.set(event.user.user_id, payload.verified_at, { ttl: 60_000 });
  const until: number | string =
    written.type === 'success' ? written.record.expires_at : written.code;
  const deleted = api.cache.delete('old');
  if (deleted.type === 'error' && deleted.code === 'FailedToDeleteCacheRecord') return;
  api.transaction.setResultUrl('https://app.example.com/', {
    query: { user: payload.sub, until: String(until) },
  });
}
