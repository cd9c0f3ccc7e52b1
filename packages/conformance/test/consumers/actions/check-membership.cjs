/** @type {import('@post-challenge/spec').PasswordResetPostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  const { ALLOWED_GROUP, DOMAINS } = event.secrets;
  if (!ALLOWED_GROUP || !DOMAINS) return api.access.deny('The action lacks a secret.');

  const isMember = event.user.groups.includes(ALLOWED_GROUP);
  const isBlocked = event.user.app_metadata.support.blocked && !event.user.user_metadata.appeal;
  const isKnown = DOMAINS.split(',').includes(event.user.email?.split('@')[1] ?? '');
  const isInternal = event.user.identities.some(
    ({ connection, profileData }) => connection === 'staff' && profileData?.email_verified === true,
  );
  if (event.configuration.STRICT === 'yes' && (isBlocked || !isMember)) {
    api.access.deny(`Ask ${event.organization?.display_name ?? event.tenant.id}.`);
  }
  if (event.request.query.from.startsWith('app') || event.request.body.device?.trusted) return;
  if (event.transaction.requested_scopes?.includes('admin') && !(isKnown || isInternal)) {
    api.authentication.challengeWith(
      { type: 'push-notification', options: { otpFallback: true } },
      { additionalFactors: [{ type: 'phone', options: { preferredMethod: 'voice' } }] },
    );
  }
};
