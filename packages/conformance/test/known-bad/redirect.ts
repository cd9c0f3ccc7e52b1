import { changed } from '../implementations.ts';
import type { Breakers } from './breakers.ts';
import { destinationBreakers, sending } from './destination.ts';
import { encodeTokenBreakers } from './encode-token.ts';
import { endsAt } from './ending.ts';
import { returnBreakers } from './return.ts';
import { validateTokenBreakers } from './validate-token.ts';

const shared = destinationBreakers(sending);

/** What breaks the rules of `api.redirect`. */
export const redirectBreakers = {
  ...encodeTokenBreakers,
  // Taken for what follows the password reset.
  'redirect.sendUserTo/redirects': changed(() => ({
    outcome: (reached) =>
      reached.status === 'redirected' ? { status: 'completed', resultUrl: reached.url } : reached,
  })),
  // The published types say that nothing is returned.
  'redirect.sendUserTo/returns-api': sending(
    (go) =>
      (...args) =>
        void go(...args),
  ),
  'redirect.sendUserTo/works-without-options': shared.worksWithoutOptions,
  'redirect.sendUserTo/adds-the-query': shared.addsTheQuery,
  'redirect.sendUserTo/encodes-the-query': shared.encodesTheQuery,
  'redirect.sendUserTo/keeps-the-url': shared.keepsTheUrl,
  'redirect.sendUserTo/lets-the-action-finish': endsAt('redirect', 'sendUserTo'),
  'redirect.sendUserTo/refuses-a-relative-url': shared.refusesARelativeUrl,
  'redirect.sendUserTo/refuses-a-script-url': shared.refusesAScriptUrl,
  ...returnBreakers,
  ...validateTokenBreakers,
} as const satisfies Breakers;
