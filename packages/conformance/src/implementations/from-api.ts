import type { FactorType, Outcome, PostChallengeEvent } from '@post-challenge/spec';
import { type SuiteClock, createSuiteClock, fakeSystemClock } from './clock.ts';
import { describeError } from '../language/serialize-error.ts';
import {
  type Clock,
  type Implementation,
  ImplementationError,
  type WorldOptions,
  type World,
} from './implementation.ts';
import { executeSteps } from './execute-steps.ts';

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
export interface CreateResult {
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
  create(input: CreateInput): CreateResult | Promise<CreateResult>;
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
    async open({ now, ...options }) {
      const clock = await (adapter.clock ? fakeSystemClock : createSuiteClock)(now);
      return createApiWorld(adapter, clock, options);
    },
  };
}

function createApiWorld(
  adapter: ApiAdapter,
  clock: SuiteClock,
  { factors, onStep }: Omit<WorldOptions, 'now'>,
): World {
  return {
    async start({ event, actions }) {
      const given = event as unknown as PostChallengeEvent;
      const created = await callCreate(adapter, { event: given, clock, tenant: { factors } });
      const steps = actions[0]?.execute ?? [];
      const reportStep = (index: number) => onStep?.({ action: 0, handler: 'execute', index });
      const observations = await executeSteps(steps, created.api, clock, reportStep);
      const outcome = await readOutcome(created);
      return {
        executions: [{ action: 0, handler: 'execute', observations }],
        ...(outcome && { outcome }),
      };
    },
    resume() {
      throw new ImplementationError('An api object alone cannot resume a transaction.');
    },
    close: () => clock.restore(),
  };
}

async function callCreate(adapter: ApiAdapter, input: CreateInput): Promise<CreateResult> {
  let created: unknown;
  try {
    created = await adapter.create(input);
  } catch (error) {
    throw new ImplementationError(
      `Its create threw ${describeError(error)}. Mend create so that it returns { api, outcome }.`,
      { cause: error },
    );
  }
  if (
    typeof created === 'object' &&
    created !== null &&
    'api' in created &&
    isApiObject(created.api)
  ) {
    return created as CreateResult;
  }
  throw new ImplementationError(
    `Its create returned no api object. Return { api, outcome }, where api has the namespaces access, authentication, cache, redirect and transaction.`,
  );
}

async function readOutcome(created: CreateResult): Promise<Outcome | undefined> {
  try {
    return await created.outcome?.();
  } catch (error) {
    throw new ImplementationError(
      `Its outcome threw ${describeError(error)}. Mend outcome so that it returns what the transaction has come to.`,
      { cause: error },
    );
  }
}

function isApiObject(api: unknown): boolean {
  return (typeof api === 'object' && api !== null) || typeof api === 'function';
}
