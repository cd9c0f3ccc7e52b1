import { encodeTokenProperties } from './encode-token.ts';
import { plainUrl } from './arbitraries.ts';
import { createUrlProperties } from './destination.ts';
import { createFinishProperty } from './finish.ts';
import { type Property, call, expectApi, onCall, oneExecution, property } from './property.ts';
import { returnProperties } from './return.ts';
import { tokenProbes } from './token-probes.ts';
import { tokenRefusalProperties } from './token-refusals.ts';
import { validateTokenProperties } from './validate-token.ts';

const shared = createUrlProperties('redirect.sendUserTo');

/** The properties of `api.redirect`. @internal */
export const redirectProperties = {
  ...encodeTokenProperties,
  'redirect.sendUserTo/redirects': shared.goes,
  'redirect.sendUserTo/returns-api': property({
    given: { url: plainUrl },
    scenario: ({ url }) => oneExecution([call('redirect.sendUserTo', url)]),
    judge: onCall('redirect.sendUserTo', expectApi),
  }),
  'redirect.sendUserTo/works-without-options': shared.worksWithoutOptions,
  'redirect.sendUserTo/adds-the-query': shared.addsTheQuery,
  'redirect.sendUserTo/encodes-the-query': shared.encodesTheQuery,
  'redirect.sendUserTo/keeps-the-url': shared.keepsTheUrl,
  'redirect.sendUserTo/lets-the-action-finish': createFinishProperty(
    plainUrl.map((url) => call('redirect.sendUserTo', url)),
  ),
  'redirect.sendUserTo/refuses-a-relative-url': shared.refusesARelativeUrl,
  'redirect.sendUserTo/refuses-a-script-url': shared.refusesAScriptUrl,
  'redirect.sendUserTo/same-named-parameter': shared.sameNamedParameter,
  ...returnProperties,
  ...validateTokenProperties,
  ...tokenRefusalProperties,
  ...tokenProbes,
} satisfies Record<string, Property>;
