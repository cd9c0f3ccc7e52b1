import type { PostChallengeAction, PostChallengeEvent } from '@post-challenge/spec';

/** Members that the event does not have, or not with that type. */
export const wrong = (event: PostChallengeEvent): readonly unknown[] => [
  // @ts-expect-error The member is misspelt.
  event.configuraton,
  // @ts-expect-error The member is misspelt.
  event.client.clientId,
  // @ts-expect-error The member is misspelt.
  event.authentication.riskAssessment?.supplemental?.akamai?.akamaiUserRisk?.scores,
  // @ts-expect-error A score is a number.
  event.authentication.riskAssessment?.supplemental?.akamai?.akamaiUserRisk?.score?.trim(),
  // @ts-expect-error The list of enrolled factors may be absent.
  event.user.enrolledFactors.length,
  // @ts-expect-error The user may have no e-mail address.
  event.user.email.toLowerCase(),
  // @ts-expect-error There may be no prompt.
  event.prompt.fields,
  // @ts-expect-error A named member is exact.
  event.user.email_verified.length,
];

export const onExecutePostChallenge: PostChallengeAction<'KEY', 'REGION'> = async (event, api) => {
  // @ts-expect-error The action has no setting of this name.
  api.access.deny(event.configuration.REGIONS);
  // @ts-expect-error A setting is a string.
  event.configuration.REGION.toFixed();
};
