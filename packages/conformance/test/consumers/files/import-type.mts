import type { PostChallengeAction, PostChallengeEvent } from '@post-challenge/spec';

export const onExecutePostChallenge: PostChallengeAction<'KEY'> = async ({ secrets }, api) => {
  const key: string = secrets.KEY;
  api.redirect.encodeToken({ secret: key, payload: {} });
  // @ts-expect-error No secret of this name was announced.
  api.redirect.encodeToken({ secret: secrets.KEYS, payload: {} });
};

export const factors = ({ user }: PostChallengeEvent) =>
  user.enrolledFactors?.map(({ type }) => type) ?? [];
