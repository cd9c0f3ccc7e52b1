import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { createDestinationKnownBad, changeSendUserTo } from './destination.ts';
import { encodeTokenKnownBad } from './encode-token.ts';
import { endExecutionAt } from './ending.ts';
import { returnKnownBad } from './return.ts';
import { validateTokenKnownBad } from './validate-token.ts';

const shared = createDestinationKnownBad(changeSendUserTo);

/** Known-bad implementations for the rules of `api.redirect`. */
export const redirectKnownBad = {
  ...encodeTokenKnownBad,
  // Redirects after the password reset instead.
  'redirect.sendUserTo/redirects': changeReference(() => ({
    outcome: (reached) =>
      reached.status === 'redirected' ? { status: 'completed', resultUrl: reached.url } : reached,
  })),
  // The return type of the published types is void.
  'redirect.sendUserTo/returns-api': changeSendUserTo(
    (go) =>
      (...args) =>
        void go(...args),
  ),
  'redirect.sendUserTo/works-without-options': shared.worksWithoutOptions,
  'redirect.sendUserTo/adds-the-query': shared.addsTheQuery,
  'redirect.sendUserTo/encodes-the-query': shared.encodesTheQuery,
  'redirect.sendUserTo/keeps-the-url': shared.keepsTheUrl,
  'redirect.sendUserTo/lets-the-action-finish': endExecutionAt('redirect', 'sendUserTo'),
  'redirect.sendUserTo/refuses-a-relative-url': shared.refusesARelativeUrl,
  'redirect.sendUserTo/refuses-a-script-url': shared.refusesAScriptUrl,
  ...returnKnownBad,
  ...validateTokenKnownBad,
} as const satisfies KnownBadByRule;
