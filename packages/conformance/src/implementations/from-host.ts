import type { Edition, FactorType, Outcome, PostChallengeModule } from '@post-challenge/spec';
import { DEFAULT_EDITION } from '@post-challenge/spec';
import { type SuiteClock, assertClock, createSuiteClock, fakeSystemClock } from './clock.ts';
import {
  type Clock,
  type Implementation,
  ImplementationError,
  type WorldOptions,
  type World,
} from './implementation.ts';
import type { Json } from '../language/json.ts';
import { assertMemberNames, assertOptionTypes, optionChecks } from '../language/assert-options.ts';
import { tryStringify } from './budget.ts';
import { serializeValue } from './serialize.ts';
import { serializeError } from '../language/serialize-error.ts';
import { toEditions } from './editions.ts';
import { assertOutcome } from './validate-answer.ts';
import { executeSteps } from './execute-steps.ts';
import type {
  ActionScript,
  CompletesStep,
  ReturnsStep,
  SubmitsStep,
  UserStep,
} from '../language/scenario.ts';
import type { Execution, Observation, Phase } from '../language/trace.ts';

/** The input with which an adapter opens a world. */
export interface OpenInput {
  /** The edition that the host must follow. */
  readonly edition: Edition;
  /** The clock. */
  readonly clock: Clock;
  /** The tenant. */
  readonly tenant: {
    /** The factors that are enabled in the tenant. */
    readonly factors: readonly FactorType[];
  };
}

/** The input with which a host starts a transaction. */
export interface StartInput {
  /** The event of the first handler. The implementation may keep and change it. */
  readonly event: Json;
  /** The actions bound to the trigger, in order. */
  readonly actions: readonly PostChallengeModule[];
}

/** A transaction that is under way. */
export interface Session {
  /**
   * Returns the outcome of the transaction so far.
   *
   * @returns The outcome.
   */
  outcome(): Outcome | Promise<Outcome>;
  /**
   * Resumes the transaction with a step of the user. Throws if the host refuses the step.
   *
   * @param step - The factor that the user completes, the request with which the user returns, or the form that the user submits (since
   * edition 2026).
   */
  resume(step: CompletesStep | ReturnsStep | SubmitsStep): unknown;
}

/** A host in one world. Its transactions share the cache. */
export interface Host {
  /**
   * Starts a transaction and runs its actions until it ends or pauses.
   *
   * @param input - The event and the actions.
   * @returns The transaction.
   */
  start(input: StartInput): Session | Promise<Session>;
}

/** An adapter for a host that runs actions, pauses and resumes. */
export interface HostAdapter {
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
   * Opens a world. It must share nothing with any other.
   *
   * @param input - The edition, the clock and the tenant.
   * @returns The host.
   */
  open(input: OpenInput): Host | Promise<Host>;
}

/**
 * Creates an implementation from a host that runs actions, pauses and resumes.
 *
 * @remarks
 * The suite gives the host actions that execute the steps of the scenario and record the observations.
 *
 * @param adapter - Opens the host.
 * @returns The implementation to check.
 * @throws TypeError if `open` is missing, the edition does not exist, or another member is unknown.
 * @example
 * ```js
 * export default fromHost({
 *   name: 'acme',
 *   open: ({ clock, tenant }) => ({ start: ({ event, actions }) => acme.start(event, actions, clock, tenant) }),
 * });
 * ```
 */
export function fromHost(adapter: HostAdapter): Implementation {
  if (!isFunction((adapter as Partial<HostAdapter> | undefined)?.open)) {
    throw new TypeError('Cannot adapt the host: open is missing. Write fromHost({ name, open }).');
  }
  assertMemberNames(adapter, ['name', 'version', 'edition', 'clock', 'open'], 'fromHost');
  assertClock(adapter.clock);
  const { text } = optionChecks;
  assertOptionTypes(adapter, { name: text, version: text }, 'fromHost');
  const editions = toEditions(adapter.edition);
  return attachAdapter(adapter, {
    name: adapter.name,
    ...(adapter.version !== undefined && { version: adapter.version }),
    capabilities: ['outcome', 'clock', 'host', 'in-process'],
    ...(editions && { editions }),
    async open({ now, edition = DEFAULT_EDITION, factors, onStep }) {
      const clock = (adapter.clock ? fakeSystemClock : createSuiteClock)(now);
      try {
        const host = assertHost(await adapter.open({ edition, clock, tenant: { factors } }));
        return createHostWorld(host, new ExecutionRecorder(clock, onStep), clock);
      } catch (error) {
        clock.restore();
        throw error;
      }
    },
  });
}

/** The member of an implementation that holds the adapter of its host. Two copies of this module know the same symbol. */
const ADAPTER = Symbol.for('@post-challenge/conformance host adapter');

function attachAdapter(adapter: HostAdapter, implementation: Implementation): Implementation {
  return Object.defineProperty(implementation, ADAPTER, { value: adapter });
}

/** Gets the adapter from which `fromHost` created an implementation; `undefined` if another function created it. */
export function getHostAdapter(implementation: Implementation): HostAdapter | undefined {
  return Reflect.get(implementation, ADAPTER) as HostAdapter | undefined;
}

function createHostWorld(host: Host, recorder: ExecutionRecorder, clock: SuiteClock): World {
  const sessions = new Map<number, Session>();
  const readPhase = async (transaction: number, session: Session): Promise<Phase> => {
    if (recorder.fault) throw recorder.fault;
    return {
      executions: recorder.takeExecutions(transaction),
      outcome: pickOutcomeMembers(assertOutcome(await session.outcome())),
    };
  };
  return {
    async start({ transaction, event, actions }) {
      const recorded = recorder.beginTransaction(transaction, event);
      const modules = actions.map((script, action) => recorded.createModule(script, action));
      try {
        const session = assertSession(await host.start({ event, actions: modules }));
        sessions.set(transaction, session);
        return await readPhase(transaction, session);
      } catch (error) {
        if (recorder.fault) throw recorder.fault;
        if (!recorded.hasThrown || error instanceof ImplementationError) throw error;
        const session = createFailedSession(error);
        sessions.set(transaction, session);
        return await readPhase(transaction, session);
      }
    },
    async resume({ transaction, step }) {
      const session = sessions.get(transaction);
      if (!session) throw new ImplementationError('There is no transaction to resume.');
      const refused = await captureRefusal(session, step, clock);
      const phase = await readPhase(transaction, session);
      return { ...phase, ...(refused !== undefined && { refused }) };
    },
    close: () => clock.restore(),
  };
}

function assertHost(host: Host): Host {
  if (isFunction((host as Partial<Host> | undefined)?.start)) return host;
  throw new ImplementationError(
    'The function open returned no host. Return { start }: a function that starts a transaction.',
  );
}

function assertSession(session: Session): Session {
  const { outcome, resume }: Partial<Session> = session ?? {};
  if (isFunction(outcome) && isFunction(resume)) return session;
  throw new ImplementationError(
    'The function start returned no session. Return { outcome, resume }: two functions.',
  );
}

function isFunction(value: unknown): boolean {
  return typeof value === 'function';
}

/** Creates the session of a host that throws because an action threw. It refuses every step of the user. */
function createFailedSession(error: unknown): Session {
  const { message } = serializeError(error);
  return {
    outcome: () => ({ status: 'failed', message }),
    resume() {
      throw new Error(message);
    },
  };
}

/** Picks the members of an outcome: a host may return more, such as its stored transaction. */
function pickOutcomeMembers(outcome: Outcome): Outcome {
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
  'promptId',
  'fields',
  'vars',
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

/** Awaits some turns of the microtask queue. A host that does not wait for a handler starts the next one meanwhile. */
async function awaitMicrotasks(remaining = 8): Promise<void> {
  if (remaining > 0) await awaitMicrotasks(remaining - 1);
}

/** The most executions for one request. The scenarios of the suite have a handful of actions. */
const MAX_EXECUTIONS = 1000;

/** Records the executions of all transactions of a world. */
class ExecutionRecorder {
  readonly clock: SuiteClock;
  readonly onStep: WorldOptions['onStep'];
  /** The reason why the trace cannot be used. The host, which called the handler, may have caught it. */
  fault: ImplementationError | undefined;
  #executions: Execution[] = [];
  readonly #running = new Set<Execution>();

  constructor(clock: SuiteClock, onStep: WorldOptions['onStep']) {
    this.clock = clock;
    this.onStep = onStep;
  }

  beginTransaction(transaction: number, event: Json): TransactionRecorder {
    return new TransactionRecorder(this, transaction, event);
  }

  /** Adds an execution, whose handler is running until it has ended. */
  async record(execution: Execution, executeHandler: () => Promise<void>): Promise<void> {
    if (this.#executions.length >= MAX_EXECUTIONS) return this.#refuseExecution();
    const recorded = { ...execution, ...(this.#running.size > 0 && { overlapped: true as const }) };
    this.#executions.push(recorded);
    this.#running.add(recorded);
    await awaitMicrotasks();
    try {
      await executeHandler();
    } finally {
      this.#running.delete(recorded);
    }
  }

  /** Makes a handler remember why its execution cannot be recorded. */
  keepFault(handler: (event: unknown, api: object) => Promise<void>): typeof handler {
    return async (event, api) => {
      try {
        await handler(event, api);
      } catch (error) {
        if (error instanceof ImplementationError) this.fault ??= error;
        throw error;
      }
    };
  }

  /** Refuses to execute a handler. A host that catches this without end gets no answer, because it would block the process. */
  #refuseExecution(): Promise<never> {
    if (this.fault) return new Promise(() => {});
    this.fault = new ImplementationError(
      `The host executed more than ${MAX_EXECUTIONS} handlers for one request. Execute each handler once.`,
    );
    throw this.fault;
  }

  /** Returns the executions since the last call. Those of the given transaction, which is the one under way, do not name it. */
  takeExecutions(current: number): Execution[] {
    const executions = this.#executions;
    this.#executions = [];
    return executions.map((recorded) => {
      const { transaction = current, observations, ...execution } = recorded;
      return {
        ...execution,
        observations: [...observations],
        ...(transaction !== current && { transaction }),
        ...(this.#running.has(recorded) && { unfinished: true as const }),
      };
    });
  }
}

/** Creates the actions of one transaction from scripts. */
class TransactionRecorder {
  readonly #recorder: ExecutionRecorder;
  readonly #transaction: number;
  /** Only events that differ from the given one are recorded. */
  readonly #givenEventText: string;
  /** Whether an action has thrown. */
  hasThrown = false;

  constructor(recorder: ExecutionRecorder, transaction: number, event: Json) {
    this.#recorder = recorder;
    this.#transaction = transaction;
    this.#givenEventText = JSON.stringify(event);
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
    const { clock, onStep } = this.#recorder;
    const transaction = this.#transaction;
    const steps = script[handler] ?? [];
    const throwStep = steps.find((step) => 'throw' in step);
    return this.#recorder.keepFault(async (event, api) => {
      const observations: Observation[] = [];
      const changed = this.#serializeChangedEvent(event);
      await this.#recorder.record(
        { transaction, action, handler, ...changed, observations },
        async () => {
          const reportStep = (index: number) => onStep?.({ action, handler, index });
          observations.push(...(await executeSteps(steps, api, clock, reportStep)));
        },
      );
      if (!throwStep) return;
      this.hasThrown = true;
      throw new Error(throwStep.throw);
    });
  }

  /** Serializes the event of a handler, unless it equals the event of the transaction. */
  #serializeChangedEvent(event: unknown): Pick<Execution, 'event'> {
    return tryStringify(event) === this.#givenEventText
      ? {}
      : { event: serializeValue(event, undefined) };
  }
}
