import { createResultProbe } from '../shared/result-probe.ts';
import { encodeTokenProperties } from './encode-token.ts';
import fc from 'fast-check';
import { plainQuery, url } from '../../draw/urls.ts';
import { createUrlProperties } from '../shared/url-methods.ts';
import { createFinishProperty } from '../shared/lets-the-action-finish.ts';
import { expectApiEachTime } from '../expectations.ts';
import { onCalls } from '../judges.ts';
import { type Property, property } from '../property.ts';
import { call, createPlacedScenario, oneExecution, placement } from '../scenarios.ts';
import { returnProperties } from './send-user-to.ts';
import { tokenProbes } from './validate-token-probes.ts';
import { tokenErrorProperties } from './validate-token-errors.ts';
import { tokenRefusalProperties } from './validate-token-refusals.ts';
import { validateTokenProperties } from './validate-token.ts';

const shared = createUrlProperties('redirect.sendUserTo');

/** The properties of `api.redirect`. */
export const redirectProperties = {
  ...encodeTokenProperties,
  'redirect.sendUserTo/redirects': shared.sendsTheUser,
  'redirect.sendUserTo/result': createResultProbe(
    'redirect.sendUserTo',
    'https://verify.example.com/',
  ),
  'redirect.sendUserTo/returns-api': property({
    given: {
      url,
      query: fc.option(plainQuery, { nil: undefined }),
      placement,
      again: fc.boolean(),
    },
    scenario: ({ url, query, placement, again }, onHost) => {
      const { searchParams } = new URL(url);
      const added = Object.entries(query ?? {}).filter(([name]) => !searchParams.has(name));
      const redirect = call(
        'redirect.sendUserTo',
        url,
        query && { query: Object.fromEntries(added) },
      );
      const steps = again ? [redirect, call('cache.get', 'key'), redirect] : [redirect];
      return onHost ? createPlacedScenario(placement, steps) : oneExecution(steps);
    },
    judge: onCalls(['redirect.sendUserTo'], expectApiEachTime),
  }),
  'redirect.sendUserTo/works-without-options': shared.worksWithoutOptions,
  'redirect.sendUserTo/adds-the-query': shared.addsTheQuery,
  'redirect.sendUserTo/encodes-the-query': shared.encodesTheQuery,
  'redirect.sendUserTo/keeps-the-url': shared.keepsTheUrl,
  'redirect.sendUserTo/lets-the-action-finish': createFinishProperty(
    url.map((url) => call('redirect.sendUserTo', url)),
  ),
  'redirect.sendUserTo/refuses-a-relative-url': shared.refusesARelativeUrl,
  'redirect.sendUserTo/refuses-a-script-url': shared.refusesAScriptUrl,
  'redirect.sendUserTo/same-named-parameter': shared.sameNamedParameter,
  ...returnProperties,
  ...validateTokenProperties,
  ...tokenRefusalProperties,
  ...tokenErrorProperties,
  ...tokenProbes,
} satisfies Record<string, Property>;
