import { type Decisions, type Run, conformant, smallHost } from '../small-host.ts';
import type { Breakers } from './breakers.ts';
import { pausingNotFor } from './pausing.ts';

/** A host that gives the handlers an event of which one member of the request is empty. */
function emptying(member: 'query' | 'body'): Partial<Decisions> {
  return { event: (event) => ({ ...event, request: { ...event.request, [member]: {} } }) };
}

function executionsBefore(action: number): Run[] {
  return Array.from({ length: action }, (_, n) => [n, 'onExecutePostChallenge']);
}

/** What breaks the rules of a redirect that only a host can show. */
export const returnBreakers = {
  'redirect.sendUserTo/holds-later-actions': smallHost({ stops: pausingNotFor('redirected') }),
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
    afterReturn: (action) => [...executionsBefore(action), [action, 'onContinuePostChallenge']],
  }),
  // Compared only where there is one.
  'redirect.sendUserTo/refuses-another-state': smallHost({
    isState: (returned = '', state) => returned === '' || returned === state,
  }),
  'redirect.sendUserTo/brings-the-query': smallHost(emptying('query')),
  'redirect.sendUserTo/brings-the-body': smallHost(emptying('body')),
} as const satisfies Breakers;
