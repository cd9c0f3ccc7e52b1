/** @type {import('@post-challenge/spec').PasswordResetPostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  // @ts-expect-error A code comes first in other triggers only.
  api.access.deny('invalid_request', 'Not from here.');
  // @ts-expect-error What `deny` returns cannot be relied on.
  void api.access.deny('x').redirect;
  // @ts-expect-error What `sendUserTo` returns cannot be relied on.
  void api.redirect.sendUserTo('https://example.com/').access;
  // @ts-expect-error A text message is a way to reach a phone, not a factor.
  api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'sms' }]);
  // @ts-expect-error The list is required.
  api.authentication.challengeWithAny();
  // @ts-expect-error The option is misspelt.
  api.authentication.challengeWith({ type: 'phone', options: { preferedMethod: 'sms' } });
  // @ts-expect-error Query parameters belong in `query`.
  api.redirect.sendUserTo('https://example.com/', { login: 'me' });
  // @ts-expect-error There is no such method.
  api.redirect.createUrl('https://example.com/', {});
  // @ts-expect-error The option is called `tokenParameterName`.
  api.redirect.validateToken({ secret: 's', tokenParameter: 'token' });
  // @ts-expect-error The payload is required.
  api.redirect.encodeToken({ secret: 's' });
  // @ts-expect-error The option is called `expires_at`.
  api.cache.set('key', 'value', { expiresAt: 0 });
  // @ts-expect-error A deleted record is not returned.
  void api.cache.delete('key').record;
  // @ts-expect-error The option is called `vars`.
  api.prompt.render('form', { variables: {} });
  // @ts-expect-error The namespace is misspelt.
  api.acces.deny('x');
};

/** @type {import('@post-challenge/spec').PostChallengeModule} */
module.exports.misnamed = {
  // @ts-expect-error The handlers of this trigger have other names.
  async onPostChallenge() {},
};
