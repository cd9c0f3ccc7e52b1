import type { Implementation } from '@post-challenge/conformance';
import { reference } from './implementations.ts';
import { createSmallHost } from './small-host.ts';

/** Implementations with nothing wrong: an api object alone, and a host. */
export const sound = { reference, smallHost: createSmallHost() };

/** Names the sound implementation that can show what another one can. */
export function nameSound({ capabilities }: Implementation): keyof typeof sound {
  return capabilities.includes('host') ? 'smallHost' : 'reference';
}
