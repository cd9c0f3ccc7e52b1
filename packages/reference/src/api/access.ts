import type { AccessAPI, PostChallengeAPI } from '@post-challenge/spec';
import { assertArguments } from './arguments.ts';

/** The requests that an action makes through `api.access`. */
export interface AccessRequests {
  /** The reason of the last denial. */
  reason?: string;
}

/** Creates `api.access`. */
export function createAccess(requests: AccessRequests, api: () => PostChallengeAPI): AccessAPI {
  return {
    deny(reason, ...more: unknown[]) {
      assertArguments('access.deny', [reason, ...more]);
      requests.reason = reason;
      return api();
    },
  };
}
