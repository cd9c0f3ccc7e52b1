import type { AccessAPI, PostChallengeAPI } from '@post-challenge/spec';
import { assertArguments } from './arguments.ts';

/** What an action asks for through `api.access`. */
export interface AccessRequests {
  /** The reason given last. */
  reason?: string;
}

/** Makes `api.access`. */
export function createAccess(requests: AccessRequests, api: () => PostChallengeAPI): AccessAPI {
  return {
    deny(reason, ...more: unknown[]) {
      assertArguments('access.deny', [reason, ...more]);
      requests.reason = reason;
      return api();
    },
  };
}
