import type { RuleId } from '@post-challenge/spec';
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
  'challenge-bypass': alsoBreaking('flow/behaves-as-its-model', challengeBypass),
  denial: alsoBreaking('flow/behaves-as-its-model', denial),
  'two-users': alsoBreaking('flow/behaves-as-its-model', twoUsers),
  pauses: alsoBreaking('flow/behaves-as-its-model', pauses),
  waiting: alsoBreaking('flow/behaves-as-its-model', waiting),
  throwing: alsoBreaking('flow/behaves-as-its-model', throwing),
  returns: alsoBreaking('flow/behaves-as-its-model', returns),
  events: alsoBreaking('flow/behaves-as-its-model', events),
  serialisers,
  tokens,
  urls,
  factors: alsoBreaking('flow/behaves-as-its-model', factors),
  effects: alsoBreaking('flow/behaves-as-its-model', effects),
  results,
  'cache-texts': alsoBreaking('cache/behaves-as-its-model', cacheTexts),
  'cache-times': alsoBreaking('cache/behaves-as-its-model', cacheTimes),
};

/** Adds the model that forbids the same, so that either rule may find it. */
function alsoBreaking(model: RuleId, entries: readonly WrongEntry[]): WrongEntry[] {
  return entries.map((entry) => ({ ...entry, breaks: [...new Set([...entry.breaks, model])] }));
}
