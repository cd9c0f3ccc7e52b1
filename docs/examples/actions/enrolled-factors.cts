/**
 * Challenges the user with their best enrolled factor, and lets them switch to the other enrolled ones.
 *
 *     npx tsc -p docs/examples/compile.json
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/enrolled-factors.cjs --enrolled phone,otp
 *     → challenged: otp, or else phone
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/enrolled-factors.cjs --enrolled phone,otp --completes phone
 *     → completed
 *
 * If the user has enrolled none of the accepted factors, the action denies the attempt:
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/enrolled-factors.cjs --enrolled ''
 *     → denied: Please set up a second factor before you reset your password.
 *
 * The user of the sample event has enrolled every factor:
 *
 *     npx --no-install post-challenge-reference run docs/examples/temp/enrolled-factors.cjs
 *     → challenged: webauthn-roaming, or else otp, phone
 */
import type { FactorSelector, PostChallengeAction } from '@post-challenge/spec';

const accepted: FactorSelector[] = [
  { type: 'webauthn-roaming' },
  { type: 'otp' },
  { type: 'phone', options: { preferredMethod: 'sms' } },
];

export const onExecutePostChallenge: PostChallengeAction = async (event, api) => {
  const enrolled = event.user.enrolledFactors?.map(({ type }) => type);
  const [favourite, ...additionalFactors] = accepted.filter(
    ({ type }) => enrolled === undefined || enrolled.includes(type),
  );

  if (favourite === undefined) {
    api.access.deny('Please set up a second factor before you reset your password.');
    return;
  }
  api.authentication.challengeWith(favourite, { additionalFactors });
};
