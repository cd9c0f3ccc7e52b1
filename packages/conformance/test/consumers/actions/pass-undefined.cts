import type { PostChallengeAction } from '@post-challenge/spec';

interface Answers {
  color?: string;
}
const answers: Answers = {};

export const onExecutePostChallenge: PostChallengeAction = async ({ user, prompt }, api) => {
  const ttl = user.email_verified ? 60_000 : undefined;
  api.cache.set('key', 'value', { ttl, expires_at: undefined });
  api.redirect.encodeToken({ secret: '', payload: answers, expiresInSeconds: ttl });
  api.redirect.validateToken({ secret: '', tokenParameterName: prompt?.id });
  api.redirect.sendUserTo('https://example.com/', { query: { phone: undefined } });
  api.transaction.setResultUrl('https://example.com/', { query: ttl ? {} : undefined });
  api.prompt.render('form', { fields: answers, vars: prompt?.vars });
  api.authentication.challengeWith(
    { type: 'otp', options: undefined },
    { additionalFactors: ttl ? [] : undefined },
  );
};
