import { type Decisions, type Run, conformant, smallHost } from '../small-host.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { ignorePause } from './pausing.ts';

/** A host that gives the handlers an event of which one member of the request is empty. */
function emptyMember(member: 'query' | 'body'): Partial<Decisions> {
  return { event: (event) => ({ ...event, request: { ...event.request, [member]: {} } }) };
}

function listExecutionsBefore(action: number): Run[] {
  return Array.from({ length: action }, (_, n) => [n, 'onExecutePostChallenge']);
}

/** What breaks the rules of a redirect that only a host can show. */
export const returnKnownBad = {
  'redirect.sendUserTo/holds-later-actions': smallHost({ stops: ignorePause('redirected') }),
  // The user is told apart by a cookie.
  'redirect.sendUserTo/carries-state': smallHost({ url: (url) => url }),
  // What can be resumed is looked for from the first action on.
  'redirect.sendUserTo/resumes-the-same-action': smallHost({
    afterReturn: () => [[0, 'onContinuePostChallenge']],
  }),
  // The continue handler is the end.
  'redirect.sendUserTo/continues-with-later-actions': smallHost({
    comesTo(reached, state) {
      const outcome = conformant.comesTo(reached, state);
      return outcome.status === 'completed' && state.redirects > 0
        ? { status: 'failed', message: 'The user has returned.' }
        : outcome;
    },
  }),
  // All actions execute anew, up to the one that continues.
  'redirect.sendUserTo/does-not-repeat-handlers': smallHost({
    afterReturn: (action) => [...listExecutionsBefore(action), [action, 'onContinuePostChallenge']],
  }),
  // Compared only where there is one.
  'redirect.sendUserTo/refuses-another-state': smallHost({
    isState: (returned = '', state) => returned === '' || returned === state,
  }),
  'redirect.sendUserTo/brings-the-query': smallHost(emptyMember('query')),
  'redirect.sendUserTo/brings-the-body': smallHost(emptyMember('body')),
} as const satisfies KnownBadByRule;
