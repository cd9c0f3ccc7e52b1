import { createPostChallenge } from '@post-challenge/reference';
import { fromApi } from '@post-challenge/conformance';
import { changeReference } from '../../implementations.ts';
import type { KnownBadByRule } from './by-rule.ts';

/** Known-bad implementations for the rules of the `api` object as a whole. */
export const apiKnownBad = {
  // The namespace is the newest; hand-written mocks often lack it.
  'api/has-every-method': changeReference(() => ({ transaction: { setResultUrl: undefined } })),
  // A store on the network, or a mock made with mockResolvedValue.
  'api/results-are-synchronous': changeReference(({ cache: { get } }) => ({
    cache: { get: async (key) => get(key) },
  })),
  // A getter that creates the namespace anew, so that its methods cannot be spied on.
  'api/namespaces-are-stable': fromApi({
    name: 'rebuilt',
    create(input) {
      const made = createPostChallenge(input);
      const { cache } = made.api;
      Object.defineProperty(made.api, 'cache', { get: () => ({ ...cache }) });
      return made;
    },
  }),
  // The published test kit writes its default into the caller's options.
  'api/leaves-arguments-alone': changeReference(({ redirect: { validateToken } }) => ({
    redirect: {
      validateToken(options) {
        options.tokenParameterName ??= 'session_token';
        return validateToken(options);
      },
    },
  })),
} as const satisfies KnownBadByRule;
