import type { PostChallengeEvent } from '@post-challenge/spec';

/** The event as it is now, as deep as it is looked at: copying all of it would cost more than everything else. */
export function snapshotOf(event: PostChallengeEvent): PostChallengeEvent {
  const { authentication, request, user } = event;
  const { enrolledFactors } = user;
  return {
    ...event,
    authentication: { methods: authentication.methods.map((method) => ({ ...method })) },
    request: { ...request, query: { ...request.query }, body: { ...request.body } },
    user: {
      ...user,
      ...(enrolledFactors && { enrolledFactors: enrolledFactors.map((factor) => ({ ...factor })) }),
    },
  };
}
