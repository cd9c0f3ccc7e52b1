import type { Implementation } from '@post-challenge/conformance';
import { reference } from './implementations.ts';
import { changeRuntime } from './runtime-2026.ts';
import { createSmallHost } from './small-host.ts';

/** Correct implementations: an api object alone, a host, and a host of edition 2026. */
export const sound = { reference, smallHost: createSmallHost(), host2026: changeRuntime() };

/** Names the sound implementation with the same capabilities and the same edition as another one. */
export function nameSound({ capabilities, editions }: Implementation): keyof typeof sound {
  if (editions?.[0] === '2026') return 'host2026';
  return capabilities.includes('host') ? 'smallHost' : 'reference';
}
