import type {
  CacheRecord,
  Edition,
  PostChallengeEvent,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import { type Cache, createCache } from '../../api/cache.ts';
import { type Clock, createFixedClock, systemClock } from '../../api/clock.ts';
import { loadActionFile } from '../load-action-file.ts';
import type { LateCall } from '../record.ts';
import { type PhaseResult, createRecordedRuntime } from '../recorded-runtime.ts';
import type { Warning } from '../warning.ts';

/** The actions that a server executes, and how. Another process can receive it. */
export interface ActionSettings {
  /** The paths of the actions, in order. */
  readonly paths: readonly string[];
  /** The files of the modules that the actions can load, by name. */
  readonly modules: Readonly<Record<string, string>>;
  readonly edition: Edition;
  /** The fixed time of the `api` object, in milliseconds since the Unix epoch. */
  readonly now?: number;
}

/** A step of a transaction: its start, or its continuation with an input of the user. */
export interface Step extends ActionSettings {
  /** The records of the cache before the step, by key. */
  readonly records: readonly (readonly [key: string, record: CacheRecord])[];
  /** Nothing is executed without it, so that only the actions are loaded. */
  readonly begin?:
    | { readonly event: PostChallengeEvent }
    | { readonly transaction: Transaction; readonly input: TransactionInput };
}

/** A successful write of a step: the new record of a key, or no record if the key was deleted. */
export type CacheWrite = readonly [key: string, record: CacheRecord | undefined];

/** The result of a step. */
export interface StepResult extends Partial<PhaseResult> {
  readonly warnings: readonly Warning[];
  readonly lateCalls: readonly LateCall[];
  readonly writes: readonly CacheWrite[];
}

/** Executes a step in this process, with newly loaded actions. */
export async function executeStep(step: Step): Promise<StepResult> {
  const clock = createClock(step);
  const actions = await Promise.all(step.paths.map((path) => loadActionFile(path, step.modules)));
  const { cache, writes } = createLoggedCache(step.records, clock);
  const { edition, begin } = step;
  const runtime = createRecordedRuntime({ actions, edition, clock, cache });
  const { warnings, lateCalls } = runtime;
  if (begin === undefined) return { warnings, lateCalls, writes };
  const result =
    'event' in begin
      ? await runtime.start(begin.event)
      : await runtime.resume(begin.transaction, begin.input);
  return { ...result, warnings, lateCalls, writes };
}

/** Creates the clock of the `api` object. */
export function createClock({ now }: Pick<ActionSettings, 'now'>): Clock {
  return now === undefined ? systemClock : createFixedClock(now);
}

/** Creates a cache with some records, which lists the writes that change it. */
function createLoggedCache(
  records: Step['records'],
  clock: Clock,
): { readonly cache: Cache; readonly writes: readonly CacheWrite[] } {
  const cache = createCache();
  for (const [key, record] of records) cache.set(key, record, clock.now());
  const writes: CacheWrite[] = [];
  return {
    writes,
    cache: {
      ...cache,
      set(key, record, now) {
        const result = cache.set(key, record, now);
        if (result.type === 'success') writes.push([key, record]);
        return result;
      },
      delete(key, now) {
        writes.push([key, undefined]);
        return cache.delete(key, now);
      },
    },
  };
}
