import type { WrongEntry } from '../entry.ts';
import { cacheTexts } from './cache-texts.ts';
import { cacheTimes } from './cache-times.ts';
import { challengeBypass } from './challenge-bypass.ts';
import { denial } from './denial.ts';
import { effects } from './effects.ts';
import { events } from './events.ts';
import { factors } from './factors.ts';
import { pauses } from './pauses.ts';
import { results } from './results.ts';
import { returns } from './returns.ts';
import { serialisers } from './serialisers.ts';
import { throwing } from './throwing.ts';
import { tokens } from './tokens.ts';
import { twoUsers } from './two-users.ts';
import { urls } from './urls.ts';
import { waiting } from './waiting.ts';

/** The wrong implementations of each kind. */
export const wrongByKind: Readonly<Record<string, readonly WrongEntry[]>> = {
  'challenge-bypass': challengeBypass,
  denial,
  'two-users': twoUsers,
  pauses,
  waiting,
  throwing,
  returns,
  events,
  serialisers,
  tokens,
  urls,
  factors,
  effects,
  results,
  'cache-texts': cacheTexts,
  'cache-times': cacheTimes,
};
