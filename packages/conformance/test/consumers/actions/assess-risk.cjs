/** @typedef {import('@post-challenge/spec').Event} Event */
/** @typedef {import('@post-challenge/spec').PasswordResetPostChallengeAPI} PasswordResetPostChallengeAPI */

/**
 * Decides by the score of an assessment.
 *
 * @param {Event} event
 * @param {PasswordResetPostChallengeAPI} api
 */
exports.onExecutePostChallenge = async (event, api) => {
  const { methods, riskAssessment } = event.authentication;
  const akamai = riskAssessment?.supplemental?.akamai;
  const score = riskAssessment?.supplemental?.akamai?.akamaiUserRisk?.score;
  if (methods.some(({ name }) => name === 'mfa')) return;
  if (score === undefined) {
    return api.authentication.challengeWith({ type: 'email' });
  }
  if (score > Number(event.configuration.HIGHEST_SCORE)) {
    return api.access.deny(`The score ${score.toFixed(1)} is too high.`);
  }
  if (akamai?.akamaiBot?.botCategory?.includes('scraper') || akamai?.akamaiUserRisk?.risk?.ip) {
    api.authentication.challengeWithAny([{ type: 'otp' }, { type: 'webauthn-roaming' }]);
  }
};
