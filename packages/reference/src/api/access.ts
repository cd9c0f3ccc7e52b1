import type { AccessAPI, PostChallengeAPI } from '@post-challenge/spec';

/** The requests that an action makes through `api.access`. */
export interface AccessRequests {
  /** The reason of the last denial. */
  reason?: string;
}

/** Creates `api.access`. */
export function createAccess(requests: AccessRequests, api: () => PostChallengeAPI): AccessAPI {
  return {
    deny(reason) {
      requests.reason = reason;
      return api();
    },
  };
}
