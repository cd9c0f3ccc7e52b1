/** @import { PostChallengeAction } from '@post-challenge/spec' */

/** @type {PostChallengeAction} */
export const onExecutePostChallenge = async (event, api) => {
  api.authentication.challengeWith({ type: 'otp' });
  // @ts-expect-error A text message is a way to reach a phone, not a factor.
  api.authentication.challengeWith({ type: 'sms' });
};
