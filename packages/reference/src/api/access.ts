import type { AccessAPI, PostChallengeAPI2025 } from '@post-challenge/spec';

/** The requests that an action makes through `api.access`. */
export interface AccessRequests {
  /** The reason of the last denial. */
  reason?: string;
}

/** Creates `api.access`. */
export function createAccess(
  requests: AccessRequests,
  api: () => PostChallengeAPI2025,
): AccessAPI<PostChallengeAPI2025> {
  return {
    deny(reason) {
      requests.reason = reason;
      return api();
    },
  };
}
