import type { RightEntry } from '../entry.ts';
import { rightCaches } from './cache.ts';
import { rightFlows } from './flow.ts';
import { rightTokens } from './tokens.ts';

/** The right implementations. */
export const rightEntries: readonly RightEntry[] = [...rightCaches, ...rightFlows, ...rightTokens];
