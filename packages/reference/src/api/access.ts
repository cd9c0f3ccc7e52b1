import type { AccessAPI, PostChallengeAPI } from '@post-challenge/spec';

/** The requests that an action makes through `api.access`. */
export interface AccessRequests {
  /** The reason of the last denial. */
  reason?: string;
}

/**
 * Creates `api.access`.
 *
 * @param getReturned - Returns what `deny` returns.
 */
export function createAccess<Returned = PostChallengeAPI | void>(
  requests: AccessRequests,
  getReturned: () => Returned,
): AccessAPI<Returned> {
  return {
    deny(reason) {
      requests.reason = reason;
      return getReturned();
    },
  };
}
