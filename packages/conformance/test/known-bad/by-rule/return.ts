import {
  type HostDecisions,
  type HandlerRun,
  conformantDecisions,
  createSmallHost,
} from '../../small-host.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { ignorePause } from './pausing.ts';

/** Creates a host in whose events one member of the request is empty after a return. */
function emptyMember(member: 'query' | 'body'): Partial<HostDecisions> {
  return {
    event: (event, { redirects }) =>
      redirects === 0 ? event : { ...event, request: { ...event.request, [member]: {} } },
  };
}

function listExecutionsBefore(action: number): HandlerRun[] {
  return Array.from({ length: action }, (_, n) => [n, 'onExecutePostChallenge']);
}

/** Known-bad implementations for the rules about a redirect that need a host. */
export const returnKnownBad = {
  'redirect.sendUserTo/holds-later-actions': createSmallHost({ stops: ignorePause('redirected') }),
  // Identifies the user by a cookie.
  'redirect.sendUserTo/carries-state': createSmallHost({ url: (url) => url }),
  // Resumes the first action that can be resumed.
  'redirect.sendUserTo/resumes-the-same-action': createSmallHost({
    listRunsAfterReturn: () => [[0, 'onContinuePostChallenge']],
  }),
  // Ends after the continue handler.
  'redirect.sendUserTo/continues-with-later-actions': createSmallHost({
    reachOutcome(reached, state) {
      const outcome = conformantDecisions.reachOutcome(reached, state);
      return outcome.status === 'completed' && state.redirects > 0
        ? { status: 'failed', message: 'The user has returned.' }
        : outcome;
    },
  }),
  // Executes all actions again, up to the one that continues.
  'redirect.sendUserTo/does-not-repeat-handlers': createSmallHost({
    listRunsAfterReturn: (action) => [
      ...listExecutionsBefore(action),
      [action, 'onContinuePostChallenge'],
    ],
  }),
  // Compares the state only if there is one.
  'redirect.sendUserTo/refuses-another-state': createSmallHost({
    isState: (returned = '', state) => returned === '' || returned === state,
  }),
  'redirect.sendUserTo/brings-the-query': createSmallHost(emptyMember('query')),
  'redirect.sendUserTo/brings-the-body': createSmallHost(emptyMember('body')),
} as const satisfies KnownBadByRule;
