import type { FactorType, Outcome, PostChallengeModule } from '@post-challenge/spec';
import { type SuiteClock, createSuiteClock, fakeSystemClock } from './clock.ts';
import {
  type Clock,
  type Implementation,
  ImplementationError,
  type WorldOptions,
  type World,
} from './implementation.ts';
import type { Json } from '../language/json.ts';
import { serializeValue } from './serialize.ts';
import { serializeError } from '../language/serialize-error.ts';
import { executeSteps } from './execute-steps.ts';
import type { ActionScript, CompletesStep, ReturnsStep, UserStep } from '../language/scenario.ts';
import type { Execution, Observation, Phase } from '../language/trace.ts';

/**
 * What an adapter is given to open a world of its own.
 *
 * @public
 */
export interface OpenInput {
  /** The clock. */
  readonly clock: Clock;
  /** The tenant. */
  readonly tenant: {
    /** The factors that the tenant has enabled. */
    readonly factors: readonly FactorType[];
  };
}

/**
 * What an adapter is given to begin a transaction.
 *
 * @public
 */
export interface StartInput {
  /** The event of the first handler; the implementation may keep and change it. */
  readonly event: Json;
  /** The actions bound to the trigger, in order. */
  readonly actions: readonly PostChallengeModule[];
}

/**
 * A transaction that is under way.
 *
 * @public
 */
export interface Session {
  /**
   * What the transaction has come to.
   *
   * @returns The outcome.
   */
  outcome(): Outcome | Promise<Outcome>;
  /**
   * Takes a step of the user; throws where the host refuses it.
   *
   * @param step - The factor that the user completes, or the request with which the user returns.
   */
  resume(step: CompletesStep | ReturnsStep): unknown;
}

/**
 * A world of a host: its transactions share the cache.
 *
 * @public
 */
export interface Host {
  /**
   * Begins a transaction, and runs its actions until it ends or pauses.
   *
   * @param input - The event and the actions.
   * @returns The transaction.
   */
  start(input: StartInput): Session | Promise<Session>;
}

/**
 * An adapter for a host that runs actions, pauses and resumes.
 *
 * @public
 */
export interface HostAdapter {
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
   * Opens a world that shares nothing with any other.
   *
   * @param input - The clock and the tenant.
   * @returns The host.
   */
  open(input: OpenInput): Host | Promise<Host>;
}

/**
 * Makes an implementation of a host that runs actions, pauses and resumes.
 *
 * @remarks
 * The actions that the host is given do what the scenario says and note what came of it.
 *
 * @param adapter - How to open a host.
 * @returns What the suite checks.
 * @throws TypeError, where there is no `open`.
 * @example
 * ```js
 * export default fromHost({
 *   name: 'acme',
 *   open: ({ clock, tenant }) => ({ start: ({ event, actions }) => acme.start(event, actions, clock, tenant) }),
 * });
 * ```
 *
 * @public
 */
export function fromHost(adapter: HostAdapter): Implementation {
  if (!isFunction((adapter as Partial<HostAdapter> | undefined)?.open)) {
    throw new TypeError('Cannot adapt the host: open is missing. Write fromHost({ name, open }).');
  }
  return {
    name: adapter.name,
    ...(adapter.version !== undefined && { version: adapter.version }),
    capabilities: ['outcome', 'clock', 'host', 'in-process'],
    async open({ now, factors, onStep }) {
      const clock = await (adapter.clock ? fakeSystemClock : createSuiteClock)(now);
      try {
        const host = assertHost(await adapter.open({ clock, tenant: { factors } }));
        return createHostWorld(host, new ExecutionRecorder(clock, onStep), clock);
      } catch (error) {
        clock.restore();
        throw error;
      }
    },
  };
}

function createHostWorld(host: Host, recorder: ExecutionRecorder, clock: SuiteClock): World {
  let session: Session | undefined;
  const readPhase = async (session: Session): Promise<Phase> => ({
    executions: recorder.takeExecutions(),
    outcome: pickOutcomeMembers(await session.outcome()),
  });
  return {
    async start({ event, actions }) {
      recorder.beginTransaction(event);
      const modules = actions.map((script, action) => recorder.createModule(script, action));
      try {
        session = assertSession(await host.start({ event, actions: modules }));
      } catch (error) {
        if (!recorder.hasThrown || error instanceof ImplementationError) throw error;
        return { executions: recorder.takeExecutions(), outcome: createFailedOutcome(error) };
      }
      return readPhase(session);
    },
    async resume(step) {
      if (!session) throw new ImplementationError('There is no transaction to resume.');
      const refused = await captureRefusal(session, step, clock);
      return { ...(await readPhase(session)), ...(refused !== undefined && { refused }) };
    },
    close: () => clock.restore(),
  };
}

function assertHost(host: Host): Host {
  if (isFunction((host as Partial<Host> | undefined)?.start)) return host;
  throw new ImplementationError(
    'Its open gave no host. Return { start }, a function that begins a transaction.',
  );
}

function assertSession(session: Session): Session {
  const { outcome, resume }: Partial<Session> = session ?? {};
  if (isFunction(outcome) && isFunction(resume)) return session;
  throw new ImplementationError(
    'Its start gave no session. Return { outcome, resume }, two functions.',
  );
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

/** A transaction whose action threw, and with it the host, has not completed. */
function createFailedOutcome(error: unknown): Outcome {
  return { status: 'failed', message: serializeError(error).message };
}

/** The members of an outcome: a host may give back more, such as all it needs to go on. */
function pickOutcomeMembers(outcome: Outcome): Outcome {
  if (typeof outcome !== 'object' || outcome === null) return outcome;
  const members = Object.entries(outcome).filter(([name]) => OUTCOME_MEMBERS.includes(name));
  return Object.fromEntries(members) as unknown as Outcome;
}

const OUTCOME_MEMBERS = [
  'status',
  'reason',
  'resultUrl',
  'factors',
  'defaultFactor',
  'url',
  'message',
];

async function captureRefusal(
  session: Session,
  step: UserStep,
  clock: SuiteClock,
): Promise<string | undefined> {
  try {
    if ('wait' in step) clock.advance(step.wait);
    else await session.resume(step);
    return undefined;
  } catch (error) {
    return serializeError(error).message;
  }
}

function tryStringify(event: unknown): string | undefined {
  try {
    return JSON.stringify(event);
  } catch {
    return undefined;
  }
}

/** Some turns of the microtask queue: a host that does not wait for a handler has begun the next one by then. */
async function awaitMicrotasks(remaining = 8): Promise<void> {
  if (remaining > 0) await awaitMicrotasks(remaining - 1);
}

/** Makes the actions of scripts, and takes note of their executions. */
class ExecutionRecorder {
  readonly #clock: SuiteClock;
  readonly #onStep: WorldOptions['onStep'];
  #executions: Execution[] = [];
  #initialEventText = '';
  #runningHandlers = 0;
  /** Whether an action has thrown since the transaction began. */
  hasThrown = false;

  constructor(clock: SuiteClock, onStep: WorldOptions['onStep']) {
    this.#clock = clock;
    this.#onStep = onStep;
  }

  /** What has executed since the last call. */
  takeExecutions(): Execution[] {
    const executions = this.#executions;
    this.#executions = [];
    return executions;
  }

  /** Takes note of the event that a transaction begins with. */
  beginTransaction(event: Json): void {
    this.#initialEventText = JSON.stringify(event);
    this.hasThrown = false;
  }

  createModule(script: ActionScript, action: number): PostChallengeModule {
    const onExecutePostChallenge = this.#createHandler(script, action, 'execute');
    return script.continue
      ? {
          onExecutePostChallenge,
          onContinuePostChallenge: this.#createHandler(script, action, 'continue'),
        }
      : { onExecutePostChallenge };
  }

  #createHandler(script: ActionScript, action: number, handler: Execution['handler']) {
    return async (event: unknown, api: object): Promise<void> => {
      const observations: Observation[] = [];
      this.#executions.push({
        action,
        handler,
        ...this.#serializeChangedEvent(event),
        observations,
        ...(this.#runningHandlers > 0 && { overlapped: true }),
      });
      const steps = script[handler] ?? [];
      this.#runningHandlers += 1;
      await awaitMicrotasks();
      try {
        const onStep = (index: number) => this.#onStep?.({ action, handler, index });
        observations.push(...(await executeSteps(steps, api, this.#clock, onStep)));
      } finally {
        this.#runningHandlers -= 1;
      }
      const throwStep = steps.find((step) => 'throw' in step);
      if (!throwStep) return;
      this.hasThrown = true;
      throw new Error(throwStep.throw);
    };
  }

  /** The event of a handler, where it is not the one that the transaction began with. */
  #serializeChangedEvent(event: unknown): Pick<Execution, 'event'> {
    return tryStringify(event) === this.#initialEventText
      ? {}
      : { event: serializeValue(event, undefined) };
  }
}
