import type { RuleBasis } from './rule.ts';
import type { SourceReference } from './sources.ts';
import { trigger } from './trigger.ts';

/** A limit, as data; its value and its description are those of a constant. */
export interface Limit {
  /** The name of the constant. */
  readonly constant: `MAXIMUM_${string}`;
  /** The unit of the value. */
  readonly unit:
    | 'actions'
    | 'challenges'
    | 'characters'
    | 'milliseconds'
    | 'records'
    | 'UTF-8 bytes';
  /** The paths that the limit bounds: parameters and their members, methods, handlers, or the trigger. */
  readonly bounds: readonly string[];
  /** The kind of source on which the limit rests. */
  readonly basis: RuleBasis;
  /** The sources of the limit, with the one that has the value first. */
  readonly sources: readonly SourceReference[];
}

const cachedData = {
  basis: 'limits',
  sources: [{ source: 'limits', section: 'Cached data' }],
} as const;

const handlers = ['onExecutePostChallenge', 'onContinuePostChallenge'];

/** All limits, by id. */
export const limits: Readonly<Record<string, Limit>> = {
  'cache-key-size': {
    constant: 'MAXIMUM_CACHE_KEY_SIZE',
    unit: 'UTF-8 bytes',
    bounds: ['cache.set.key'],
    ...cachedData,
  },
  'cache-value-size': {
    constant: 'MAXIMUM_CACHE_VALUE_SIZE',
    unit: 'UTF-8 bytes',
    bounds: ['cache.set.value'],
    ...cachedData,
  },
  'cache-size': {
    constant: 'MAXIMUM_CACHE_SIZE',
    unit: 'UTF-8 bytes',
    bounds: ['cache.set'],
    ...cachedData,
  },
  'cache-records': {
    constant: 'MAXIMUM_CACHE_RECORDS',
    unit: 'records',
    bounds: ['cache.set'],
    ...cachedData,
  },
  'cache-lifetime': {
    constant: 'MAXIMUM_CACHE_LIFETIME',
    unit: 'milliseconds',
    bounds: ['cache.set.options.ttl', 'cache.set.options.expires_at'],
    ...cachedData,
  },
  'form-fields-size': {
    constant: 'MAXIMUM_FORM_FIELDS_SIZE',
    unit: 'UTF-8 bytes',
    bounds: ['prompt.render.promptOptions.fields'],
    basis: 'forms',
    sources: [{ source: 'forms' }],
  },
  actions: {
    constant: 'MAXIMUM_ACTIONS',
    unit: 'actions',
    bounds: [trigger.id],
    basis: 'guide',
    sources: [{ source: 'trigger-guide' }, { source: 'entity-limits', section: 'Actions' }],
  },
  'execution-time': {
    constant: 'MAXIMUM_EXECUTION_TIME',
    unit: 'milliseconds',
    bounds: handlers,
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Executions' }],
  },
  'console-output': {
    constant: 'MAXIMUM_CONSOLE_OUTPUT',
    unit: 'characters',
    bounds: handlers,
    basis: 'limits',
    sources: [{ source: 'limits', section: 'Logs' }],
  },
  challenges: {
    constant: 'MAXIMUM_CHALLENGES',
    unit: 'challenges',
    bounds: ['authentication.challengeWith', 'authentication.challengeWithAny'],
    basis: 'guide',
    sources: [{ source: 'mfa-guide' }],
  },
};
