import {
  type HostDecisions,
  type HandlerRun,
  conformantDecisions,
  createSmallHost,
} from '../small-host.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { ignorePause } from './pausing.ts';

/** A host that gives the handlers an event of which one member of the request is empty. */
function emptyMember(member: 'query' | 'body'): Partial<HostDecisions> {
  return { event: (event) => ({ ...event, request: { ...event.request, [member]: {} } }) };
}

function listExecutionsBefore(action: number): HandlerRun[] {
  return Array.from({ length: action }, (_, n) => [n, 'onExecutePostChallenge']);
}

/** What breaks the rules of a redirect that only a host can show. */
export const returnKnownBad = {
  'redirect.sendUserTo/holds-later-actions': createSmallHost({ stops: ignorePause('redirected') }),
  // The user is told apart by a cookie.
  'redirect.sendUserTo/carries-state': createSmallHost({ url: (url) => url }),
  // What can be resumed is looked for from the first action on.
  'redirect.sendUserTo/resumes-the-same-action': createSmallHost({
    listRunsAfterReturn: () => [[0, 'onContinuePostChallenge']],
  }),
  // The continue handler is the end.
  'redirect.sendUserTo/continues-with-later-actions': createSmallHost({
    reachOutcome(reached, state) {
      const outcome = conformantDecisions.reachOutcome(reached, state);
      return outcome.status === 'completed' && state.redirects > 0
        ? { status: 'failed', message: 'The user has returned.' }
        : outcome;
    },
  }),
  // All actions execute anew, up to the one that continues.
  'redirect.sendUserTo/does-not-repeat-handlers': createSmallHost({
    listRunsAfterReturn: (action) => [
      ...listExecutionsBefore(action),
      [action, 'onContinuePostChallenge'],
    ],
  }),
  // Compared only where there is one.
  'redirect.sendUserTo/refuses-another-state': createSmallHost({
    isState: (returned = '', state) => returned === '' || returned === state,
  }),
  'redirect.sendUserTo/brings-the-query': createSmallHost(emptyMember('query')),
  'redirect.sendUserTo/brings-the-body': createSmallHost(emptyMember('body')),
} as const satisfies KnownBadByRule;
