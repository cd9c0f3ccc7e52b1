import type { FactorType, Outcome, PostChallengeEvent } from '@post-challenge/spec';
import { after, rescued } from './at-once.ts';
import { type SuiteClock, suiteClock, systemClock } from './clock.ts';
import { named } from './observe.ts';
import {
  type Clock,
  type Implementation,
  ImplementationError,
  type Setting,
  type World,
} from './implementation.ts';
import { perform } from './perform.ts';
import type { Phase } from './trace.ts';

/**
 * What an adapter is given to make one `api` object.
 *
 * @public
 */
export interface CreateInput {
  /** The event of the execution; the implementation may keep and change it. */
  readonly event: PostChallengeEvent;
  /** The clock. */
  readonly clock: Clock;
  /** The tenant. */
  readonly tenant: {
    /** The factors that the tenant has enabled. */
    readonly factors: readonly FactorType[];
  };
}

/**
 * One execution of an implementation.
 *
 * @public
 */
export interface Created {
  /** The `api` object. */
  readonly api: object;
  /**
   * What the transaction has come to once the action has run.
   *
   * @remarks
   * Absent: rules that need an outcome are unobservable.
   *
   * @returns The outcome.
   */
  outcome?(): Outcome | Promise<Outcome>;
}

/**
 * An adapter for an `api` object alone: a mock or a test kit.
 *
 * @public
 */
export interface ApiAdapter {
  /** The name, as the report prints it. */
  readonly name: string;
  /** The version, as the report prints it. */
  readonly version?: string;
  /**
   * `'system'`: the implementation reads the time of the system itself.
   *
   * @remarks
   * `Date`, `performance` and timers are then faked for as long as a scenario runs, one scenario at a time; promises and
   * `setImmediate` go on as ever.
   *
   * @defaultValue the clock that the adapter is given is the only one that the suite moves
   */
  readonly clock?: 'system';
  /**
   * Makes an `api` object for one execution, sharing nothing with any other.
   *
   * @param input - The event, the clock and the tenant.
   * @returns The `api` object, and a way to ask what the transaction has come to.
   */
  create(input: CreateInput): Created | Promise<Created>;
}

/**
 * Makes an implementation of an `api` object alone, without a host that runs actions.
 *
 * @remarks
 * Rules that need a host are unobservable.
 *
 * @param adapter - How to make one `api` object.
 * @returns What the suite checks.
 * @throws TypeError, where there is no `create`.
 * @example
 * ```js
 * export default fromApi({
 *   name: 'acme',
 *   create: ({ event, clock }) => createMock(event, clock),
 * });
 * ```
 *
 * @public
 */
export function fromApi(adapter: ApiAdapter): Implementation {
  if (typeof (adapter as Partial<ApiAdapter> | undefined)?.create !== 'function') {
    throw new TypeError(
      'Cannot adapt the api: create is missing. Write fromApi({ name, create }).',
    );
  }
  return {
    name: adapter.name,
    ...(adapter.version !== undefined && { version: adapter.version }),
    capabilities: ['outcome', 'clock', 'in-process'],
    open: (setting) =>
      adapter.clock
        ? systemClock(setting.now).then((clock) => apiWorld(adapter, clock, setting))
        : apiWorld(adapter, suiteClock(setting.now), setting),
  };
}

function apiWorld(adapter: ApiAdapter, clock: SuiteClock, setting: Setting): World {
  return {
    start: (transaction) => started(adapter, clock, setting, transaction),
    resume() {
      throw new ImplementationError('An api object alone cannot resume a transaction.');
    },
    close: () => clock.end(),
  };
}

function started(
  adapter: ApiAdapter,
  clock: SuiteClock,
  { factors, onStep }: Setting,
  { event, actions }: Parameters<World['start']>[0],
): Phase | Promise<Phase> {
  const given = event as unknown as PostChallengeEvent;
  const steps = actions[0]?.execute ?? [];
  const begun = (index: number) => onStep?.({ action: 0, handler: 'execute', index });
  return after(created(adapter, { event: given, clock, tenant: { factors } }), (made) =>
    after(perform(steps, made.api, clock, begun), (observations) =>
      after(outcomeOf(made), (outcome) => ({
        executions: [{ action: 0, handler: 'execute', observations }],
        ...(outcome && { outcome }),
      })),
    ),
  );
}

function created(adapter: ApiAdapter, input: CreateInput): Created | Promise<Created> {
  const result = rescued<unknown>(
    () => adapter.create(input),
    (error) => {
      throw new ImplementationError(
        `Its create threw ${named(error)}. Mend create so that it returns { api, outcome }.`,
        { cause: error },
      );
    },
  );
  return after(result, createdFrom);
}

function createdFrom(result: unknown): Created {
  if (typeof result === 'object' && result !== null && 'api' in result && isApi(result.api)) {
    return result as Created;
  }
  throw new ImplementationError(
    `Its create returned no api object. Return { api, outcome }, where api has the namespaces access, authentication, cache, redirect and transaction.`,
  );
}

function outcomeOf(made: Created): Outcome | undefined | Promise<Outcome | undefined> {
  return rescued(
    () => made.outcome?.(),
    (error) => {
      throw new ImplementationError(
        `Its outcome threw ${named(error)}. Mend outcome so that it returns what the transaction has come to.`,
        { cause: error },
      );
    },
  );
}

function isApi(api: unknown): boolean {
  return (typeof api === 'object' && api !== null) || typeof api === 'function';
}
