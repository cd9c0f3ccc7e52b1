import type { Implementation } from '@post-challenge/conformance';
import { reference } from './implementations.ts';
import { createSmallHost } from './small-host.ts';

/** Correct implementations: an api object alone, and a host. */
export const sound = { reference, smallHost: createSmallHost() };

/** Names the sound implementation with the same capabilities as another one. */
export function nameSound({ capabilities }: Implementation): keyof typeof sound {
  return capabilities.includes('host') ? 'smallHost' : 'reference';
}
