import type { Edition, FactorType, Outcome, PostChallengeEvent } from '@post-challenge/spec';
import { DEFAULT_EDITION } from '@post-challenge/spec';
import { type SuiteClock, assertClock, createSuiteClock, fakeSystemClock } from './clock.ts';
import { assertMemberNames, assertOptionTypes, optionChecks } from '../language/assert-options.ts';
import { describeError } from '../language/serialize-error.ts';
import {
  type Clock,
  type Implementation,
  ImplementationError,
  type WorldOptions,
  type World,
} from './implementation.ts';
import { toEditions } from './editions.ts';
import { assertOutcome } from './validate-answer.ts';
import { executeSteps } from './execute-steps.ts';

/** The input from which an adapter creates one `api` object. */
export interface CreateInput {
  /** The event of the execution. The implementation may keep and change it. */
  readonly event: PostChallengeEvent;
  /** The edition that the `api` object must follow. */
  readonly edition: Edition;
  /** The clock. */
  readonly clock: Clock;
  /** The tenant. */
  readonly tenant: {
    /** The factors that are enabled in the tenant. */
    readonly factors: readonly FactorType[];
  };
}

/** One execution of an implementation. */
export interface CreateResult {
  /** The `api` object. */
  readonly api: object;
  /**
   * Returns the outcome of the transaction. The suite calls it after the action has run.
   *
   * @remarks
   * If it is absent, rules that need an outcome are unobservable.
   *
   * @returns The outcome.
   */
  outcome?(): Outcome | Promise<Outcome>;
}

/** An adapter for an `api` object alone: a mock or a test kit. */
export interface ApiAdapter {
  /** The name, as the report prints it. */
  readonly name: string;
  /** The version, as the report prints it. */
  readonly version?: string;
  /**
   * The edition that judges the implementation if a check names none. An implementation that follows several editions reads the
   * edition from the input.
   *
   * @defaultValue edition 2025
   */
  readonly edition?: Edition;
  /**
   * `'system'` if the implementation reads the time of the system itself.
   *
   * @remarks
   * `Date`, `performance` and timers are then faked while a scenario runs, one scenario at a time. Promises and `setImmediate` are
   * not faked.
   *
   * @defaultValue the implementation reads the time from `clock` of the input
   */
  readonly clock?: 'system';
  /**
   * Creates an `api` object for one execution. It must share nothing with any other.
   *
   * @param input - The event, the edition, the clock and the tenant.
   * @returns The `api` object and a function that returns the outcome.
   */
  create(input: CreateInput): CreateResult | Promise<CreateResult>;
}

/**
 * Creates an implementation from an `api` object alone, without a host that runs actions.
 *
 * @remarks
 * Rules that need a host are unobservable.
 *
 * @param adapter - Creates the `api` objects.
 * @returns The implementation to check.
 * @throws TypeError if `create` is missing, the edition does not exist, or another member is unknown.
 * @example
 * ```js
 * export default fromApi({
 *   name: 'acme',
 *   create: ({ event, clock }) => createMock(event, clock),
 * });
 * ```
 */
export function fromApi(adapter: ApiAdapter): Implementation {
  if (typeof (adapter as Partial<ApiAdapter> | undefined)?.create !== 'function') {
    throw new TypeError(
      'Cannot adapt the api: create is missing. Write fromApi({ name, create }).',
    );
  }
  assertMemberNames(adapter, ['name', 'version', 'edition', 'clock', 'create'], 'fromApi');
  assertClock(adapter.clock);
  const { text } = optionChecks;
  assertOptionTypes(adapter, { name: text, version: text }, 'fromApi');
  const editions = toEditions(adapter.edition);
  return {
    name: adapter.name,
    ...(adapter.version !== undefined && { version: adapter.version }),
    capabilities: ['outcome', 'clock', 'in-process'],
    ...(editions && { editions }),
    async open({ now, ...options }) {
      const clock = (adapter.clock ? fakeSystemClock : createSuiteClock)(now);
      return createApiWorld(adapter, clock, options);
    },
  };
}

function createApiWorld(
  adapter: ApiAdapter,
  clock: SuiteClock,
  { edition = DEFAULT_EDITION, factors, onStep }: Omit<WorldOptions, 'now'>,
): World {
  return {
    async start({ event, actions }) {
      const given = event as unknown as PostChallengeEvent;
      const input = { event: given, edition, clock, tenant: { factors } };
      const created = await callCreate(adapter, input);
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
      `The function create threw ${describeError(error)}. Fix create so that it returns { api, outcome }.`,
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
    `The function create returned no api object. Return { api, outcome }, where api has the namespaces access, authentication, cache, redirect and transaction.`,
  );
}

async function readOutcome(created: CreateResult): Promise<Outcome | undefined> {
  let returned: unknown;
  try {
    returned = await created.outcome?.();
  } catch (error) {
    throw new ImplementationError(
      `The function outcome threw ${describeError(error)}. Fix outcome so that it returns the outcome of the transaction.`,
      { cause: error },
    );
  }
  return returned === undefined ? undefined : assertOutcome(returned);
}

function isApiObject(api: unknown): boolean {
  return (typeof api === 'object' && api !== null) || typeof api === 'function';
}
