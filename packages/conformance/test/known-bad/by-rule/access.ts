import { changeReference } from '../../implementations.ts';
import { createSmallHost, surroundHandlers } from '../../small-host.ts';
import { endExecutionAt } from './ending.ts';
import type { KnownBadByRule } from './by-rule.ts';
import { acceptReturns, ignorePause } from './pausing.ts';

/** Known-bad implementations for the rules of `api.access`. */
export const accessKnownBad = {
  // A stub that records the call but has no effect on the outcome.
  'access.deny/denies': changeReference(() => ({
    outcome: (reached) => (reached.status === 'denied' ? { status: 'completed' } : reached),
  })),
  'access.deny/lets-the-action-finish': endExecutionAt('access', 'deny'),
  // The return type of the published types is void.
  'access.deny/returns-api': changeReference(({ access: { deny } }) => ({
    access: { deny: (reason) => void deny(reason) },
  })),
  'access.deny/keeps-reason': changeReference(({ access: { deny } }) => ({
    access: { deny: (reason) => deny(reason.trim()) },
  })),
  'access.deny/stops-later-actions': createSmallHost({ stops: ignorePause('denied') }),
  // A denied user may try the last step again.
  'access.deny/ends-the-transaction': createSmallHost(acceptReturns('redirected', 'denied')),
  // The cache writes of an execution are rolled back if it denies.
  'access.deny/keeps-cache-writes': createSmallHost({
    actions: surroundHandlers(async (handle, event, api) => {
      const { access, cache } = api;
      const { deny } = access;
      const { set } = cache;
      const keys: string[] = [];
      cache.set = (key, ...rest) => {
        keys.push(key);
        return set(key, ...rest);
      };
      access.deny = (reason) => {
        keys.forEach((key) => cache.delete(key));
        return deny(reason);
      };
      await handle(event, api);
    }),
  }),
} as const satisfies KnownBadByRule;
