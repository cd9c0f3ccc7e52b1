import { encodeTokenProperties } from './encode-token.ts';
import { plainUrl } from './arbitraries.ts';
import { destinationProperties } from './destination.ts';
import { letsTheActionFinish } from './finish.ts';
import { isObject } from './json.ts';
import { type Property, call, execution, fault, property, returnedBy, steps } from './property.ts';
import { returnProperties } from './return.ts';
import { validateTokenProperties } from './validate-token.ts';

const shared = destinationProperties('redirect.sendUserTo');

/** The properties of `api.redirect`. @internal */
export const redirectProperties = {
  ...encodeTokenProperties,
  'redirect.sendUserTo/redirects': shared.goes,
  'redirect.sendUserTo/returns-api': property({
    given: { url: plainUrl },
    scenario: ({ url }) => execution([call('redirect.sendUserTo', url)]),
    judge: steps(([sent]) => {
      if (!sent) return 'vacuous';
      const returned = returnedBy(sent);
      return isObject(returned) && '$api' in returned ? 'held' : fault(sent, 'api');
    }),
  }),
  'redirect.sendUserTo/works-without-options': shared.worksWithoutOptions,
  'redirect.sendUserTo/adds-the-query': shared.addsTheQuery,
  'redirect.sendUserTo/encodes-the-query': shared.encodesTheQuery,
  'redirect.sendUserTo/keeps-the-url': shared.keepsTheUrl,
  'redirect.sendUserTo/lets-the-action-finish': letsTheActionFinish(
    plainUrl.map((url) => call('redirect.sendUserTo', url)),
  ),
  'redirect.sendUserTo/refuses-a-relative-url': shared.refusesARelativeUrl,
  'redirect.sendUserTo/refuses-a-script-url': shared.refusesAScriptUrl,
  'redirect.sendUserTo/same-named-parameter': shared.sameNamedParameter,
  ...returnProperties,
  ...validateTokenProperties,
} satisfies Record<string, Property>;
