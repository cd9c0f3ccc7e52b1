import {
  type Edition,
  type Outcome,
  type PostChallengeModule,
  factorTypes,
} from '@post-challenge/spec';
import { UsageError } from '@post-challenge/spec/command-line';
import type { Host, HostAdapter, OpenInput, Session } from '../implementations/from-host.ts';
import { assertOutcome } from '../implementations/validate-answer.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { mintToken } from '../language/mint-token.ts';
import { describeError } from '../language/serialize-error.ts';
import type { CompletesStep, ReturnsStep, SubmitsStep } from '../language/scenario.ts';
import { type PromiseCollector, collectPromises } from './floating-promises.ts';
import { FakeTime, type WorkResult } from './fake-time.ts';
import { cloneObserved, observeReads } from './observe-reads.ts';
import { watchApi } from './watch-api.ts';
import type { ExecutionRecord, PhaseRecord, VisitRecord } from './records.ts';
import {
  type ActionSettings,
  type Answer,
  START,
  type TokenKind,
  type Visit,
  createVisitEvent,
  lacksSetting,
} from './visit.ts';
import type { Vocabulary } from './vocabulary.ts';

/** How an action signs and validates tokens. */
export interface TokenHabit {
  readonly secret?: string;
  readonly parameter?: string;
}

/** All that does not change from one visit to another. */
export interface Surroundings {
  readonly host: HostAdapter;
  readonly edition: Edition;
  /** Loads the actions anew, so that no visit sees the variables of another. */
  readonly loadActions: () => Promise<readonly PostChallengeModule[]>;
  readonly settings: ActionSettings;
  /** How each action signs and validates tokens, by its number. It grows while visits run. */
  readonly tokens: Map<number, TokenHabit>;
  /** How long an action may wait for nothing, in milliseconds of real time. */
  readonly patience: number;
  /** Whether a line of a stack is in the code of an action. */
  readonly isOfAction: (line: string) => boolean;
  /** Called before each execution of a handler. */
  readonly onExecution?: (action: number, handler: ExecutionRecord['handler']) => void;
  /** Is set while a visit runs, to receive errors that nobody handles and requests that leave the process. */
  receiver?: Receiver;
}

/** Receives all that happens outside of a call. */
export interface Receiver {
  readonly onStrayError: (error: unknown) => void;
  readonly onCallOut: (target: string, answered: boolean) => void;
}

/** How often a user answers redirects in the same way before it counts as a loop. */
export const INSISTENCE = 10;

/** The most pauses of a reset. */
const MOST_PAUSES = 14;

/** Executes the actions for a visit, and records all that happens. With a vocabulary, the names that the actions read are added to it. */
export async function runVisit(
  visit: Visit,
  surroundings: Surroundings,
  vocabulary?: Vocabulary,
): Promise<VisitRecord> {
  const run = new VisitRun(visit, surroundings, vocabulary);
  return run.execute();
}

class VisitRun {
  readonly #visit: Visit;
  readonly #surroundings: Surroundings;
  readonly #vocabulary: Vocabulary | undefined;
  readonly #executions: ExecutionRecord[] = [];
  readonly #phases: PhaseRecord[] = [];
  readonly #strayErrors: unknown[] = [];
  readonly #time: FakeTime;
  readonly #storedKeys = new Set<string>();
  #reset = 0;
  #answer: Answer | undefined;
  #reported = 0;
  #hung: ExecutionRecord | undefined;
  readonly #collectors = new Map<ExecutionRecord, PromiseCollector>();

  constructor(visit: Visit, surroundings: Surroundings, vocabulary: Vocabulary | undefined) {
    this.#visit = visit;
    this.#surroundings = surroundings;
    this.#vocabulary = vocabulary;
    this.#time = new FakeTime(visit.now ?? START, (error) => this.#strayErrors.push(error));
  }

  async execute(): Promise<VisitRecord> {
    this.#surroundings.receiver = {
      onStrayError: (error) => this.#strayErrors.push(error),
      onCallOut: (_, answered) => this.#noteCallOut(answered),
    };
    const restoreClone = cloneObserved();
    const restoreRandom = seedRandom();
    try {
      await this.#executeResets();
      await this.#time.settle();
      await this.#readFloatingPromises();
    } finally {
      restoreRandom();
      restoreClone();
      this.#collectors.forEach(({ stop }) => stop());
      this.#time.restore();
      delete this.#surroundings.receiver;
    }
    return {
      phases: this.#phases,
      executions: this.#executions,
      strayErrors: this.#strayErrors,
      ...(this.#hung && { hung: this.#hung }),
    };
  }

  /** Reads the values of the promises that nobody has awaited. A promise that is still pending has none. */
  async #readFloatingPromises(): Promise<void> {
    for (const [execution, { list }] of this.#collectors) {
      const pending = Symbol('pending');
      const floating = await Promise.all(
        list().map(async ({ promise, site }) => {
          const value: unknown = await Promise.race([promise, Promise.resolve(pending)]).catch(
            () => pending,
          );
          return { site, value };
        }),
      );
      execution.floating = floating.filter(({ value }) => value !== pending);
    }
  }

  #noteCallOut(answered: boolean): void {
    const running = this.#executions.findLast((one) => !one.hasEnded) ?? this.#executions.at(-1);
    if (running) running.callsOut = answered ? (running.callsOut ?? 'answered') : 'refused';
  }

  async #executeResets(): Promise<void> {
    const { host, edition } = this.#surroundings;
    const { repeats = 0, gap = 0 } = this.#visit;
    const clock = { now: () => this.#time.now() };
    const tenant = { factors: [...factorTypes] };
    const opened = await openHost(host, { edition, clock, tenant });
    for (this.#reset = 0; this.#reset <= repeats && !this.#hung; this.#reset += 1) {
      if (this.#reset > 0) this.#time.pass(gap);
      await this.#executeReset(opened);
    }
  }

  async #executeReset(host: Host): Promise<void> {
    this.#answer = undefined;
    const event = createVisitEvent(this.#visit, this.#surroundings.settings);
    const modules = await this.#surroundings.loadActions();
    const actions = modules.map((module, action) => this.#watchModule(module, action));
    const start = async () => host.start({ event: event as unknown as Json, actions });
    const started = await this.#time.await(start(), this.#surroundings.patience);
    if (!('value' in started)) return this.#conclude(started);
    const session = started.value;
    let insistence = 0;
    for (let pause = 0; pause < MOST_PAUSES; pause += 1) {
      const outcome = assertOutcome(await session.outcome());
      this.#addPhase(outcome, insistence);
      if (insistence === INSISTENCE) return undefined;
      const answer = this.#findAnswer(pause);
      const step = answer && this.#createStep(outcome, answer, event.user.user_id);
      if (!answer || !step) return undefined;
      if (outcome.status !== 'redirected') insistence = 0;
      else insistence = this.#answer === answer ? insistence + 1 : 1;
      this.#answer = answer;
      if (answer.wait !== undefined) this.#time.pass(answer.wait);
      const resumed = await this.#time.await(resume(session, step), this.#surroundings.patience);
      if (!('value' in resumed)) return this.#conclude(resumed);
    }
    return undefined;
  }

  #findAnswer(pause: number): Answer | undefined {
    const { answers, insists } = this.#visit;
    return answers[pause] ?? (insists ? answers.at(-1) : undefined);
  }

  #addPhase(outcome: Outcome, insistence: number): void {
    const executions = this.#executions.slice(this.#reported);
    this.#reported = this.#executions.length;
    this.#phases.push({
      executions,
      outcome,
      reset: this.#reset,
      insistence,
      ...(this.#answer && { answer: this.#answer }),
    });
  }

  /** Concludes a reset that did not pause: the host threw, because the action did, or the action hangs. */
  #conclude(result: Exclude<WorkResult<unknown>, { value: unknown }>): void {
    if ('hung' in result) {
      this.#hung = this.#executions.findLast((one) => !one.hasEnded);
      if (!this.#hung)
        throw new HostError(this.#surroundings.host.name, new Error('it does not answer'));
      return;
    }
    const threw = this.#executions.slice(this.#reported).some((one) => one.threw);
    if (!threw) throw new HostError(this.#surroundings.host.name, result.error);
    this.#addPhase({ status: 'failed', message: 'The host threw.' }, 0);
  }

  #watchModule(module: PostChallengeModule, action: number): PostChallengeModule {
    const { onExecutePostChallenge, onContinuePostChallenge } = module;
    return {
      onExecutePostChallenge: this.#watchHandler(onExecutePostChallenge, action, 'execute'),
      ...(onContinuePostChallenge && {
        onContinuePostChallenge: this.#watchHandler(onContinuePostChallenge, action, 'continue'),
      }),
    };
  }

  #watchHandler(
    handle: PostChallengeModule['onExecutePostChallenge'],
    action: number,
    handler: ExecutionRecord['handler'],
  ): PostChallengeModule['onExecutePostChallenge'] {
    const vocabulary = this.#vocabulary;
    return async (event, api) => {
      const execution: ExecutionRecord = {
        action,
        handler,
        calls: [],
        lateCalls: [],
        reset: this.#reset,
        ...(this.#answer && { answer: this.#answer }),
      };
      this.#executions.push(execution);
      this.#surroundings.onExecution?.(action, handler);
      const recorded = watchApi(api, execution, {
        loses: this.#visit.loses,
        earlierKeys: new Set(this.#storedKeys),
        ...(vocabulary && {
          noteRead: (path: readonly string[]) => vocabulary.add(['api', ...path]),
          observeClaims: <T>(claims: T) =>
            observeReads(claims, (path) => vocabulary.add(['claims', ...path])),
        }),
      });
      const given = vocabulary
        ? observeReads(event, (path) => {
            vocabulary.add(path);
            if (handler === 'continue') vocabulary.add(['continue', ...path]);
          })
        : event;
      const collector = collectPromises(this.#surroundings.isOfAction);
      this.#collectors.set(execution, collector);
      try {
        await handle(given, recorded as typeof api);
      } catch (error) {
        execution.threw = { error };
        throw error;
      } finally {
        execution.hasEnded = true;
        collector.close();
        this.#learn(execution);
      }
    };
  }

  /** Learns from the calls of an execution which keys it stores, and how it signs tokens. */
  #learn({ action, calls }: ExecutionRecord): void {
    for (const { method, args } of calls) {
      if (method === 'cache.set') this.#storedKeys.add(String(args[0]));
      // The other site has the secret of the tenant, whatever the action uses without it.
      if (!/^redirect\.(?:encode|validate)Token$/.test(method) || lacksSetting(this.#visit))
        continue;
      const { secret, tokenParameterName: parameter } = Object(args[0]) as Record<string, unknown>;
      const before = this.#surroundings.tokens.get(action) ?? {};
      this.#surroundings.tokens.set(action, {
        ...before,
        // The secret that validates is the one that the other site signs with.
        ...(typeof secret === 'string' &&
          (method.endsWith('validateToken') || before.secret === undefined) && { secret }),
        ...(typeof parameter === 'string' && { parameter }),
      });
    }
  }

  #createStep(
    outcome: Outcome,
    answer: Answer,
    user: string,
  ): CompletesStep | ReturnsStep | SubmitsStep | undefined {
    if (outcome.status === 'challenged') {
      const { factors } = outcome;
      const completes = factors[(answer.factor ?? 0) % factors.length];
      return completes && { completes: { type: completes.type } as typeof completes };
    }
    if (outcome.status === 'rendered') return { submits: { fields: answer.fields ?? {} } };
    return outcome.status === 'redirected'
      ? { returns: this.#createReturn(outcome.url, answer, user) }
      : undefined;
  }

  #createReturn(url: string, answer: Answer, user: string): ReturnsStep['returns'] {
    const state = new URL(url).searchParams.get('state') ?? '';
    const action = this.#executions.at(-1)?.action ?? 0;
    const habit = this.#surroundings.tokens.get(action) ?? {};
    const secret = habit.secret ?? Object.values(this.#surroundings.settings.secrets)[0] ?? 'none';
    const token = (kind: TokenKind): string => {
      const iat = Math.floor(this.#time.now() / 1000) - (kind === 'expired' ? 7200 : 0);
      const iss = new URL(url).hostname;
      return mintToken({
        algorithm: 'HS256',
        secret: kind === 'forged' ? `${secret}-of-somebody-else` : secret,
        header: { alg: 'HS256', typ: 'JWT' },
        claims: { iss, sub: user, iat, exp: iat + 900, state, ...answer.claims },
      });
    };
    const all: JsonObject = {
      ...Object.fromEntries(
        Object.entries(answer.parameters ?? {}).map(([name, value]) => [
          name,
          value === TOKEN ? token('valid') : value === FORGED_TOKEN ? token('forged') : value,
        ]),
      ),
      ...(answer.token && { [habit.parameter ?? 'session_token']: token(answer.token) }),
      state,
    };
    return answer.method === 'POST'
      ? { method: 'POST', query: {}, body: all }
      : { method: 'GET', query: all, body: {} };
  }
}

/** Thrown if a host fails although no action does. */
class HostError extends UsageError {
  constructor(name: string, cause: unknown) {
    super(
      `The host ${name} failed by itself: ${describeError(cause)}. Mend the host, or leave out --host.`,
      { cause },
    );
  }
}

/** Parameters whose value is a token, of which the `api` object knows nothing: one that the other site signs, and another one. */
export const TOKEN = '$token';
export const FORGED_TOKEN = '$forged';

/** Makes `Math.random` return the same numbers in every visit. Returns the function that ends this. */
function seedRandom(): () => void {
  const { random } = Math;
  let state = 1;
  // The generator of Park and Miller.
  Math.random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  return () => void (Math.random = random);
}

async function openHost(host: HostAdapter, input: OpenInput): Promise<Host> {
  try {
    return await host.open(input);
  } catch (error) {
    throw new HostError(host.name, error);
  }
}

async function resume(session: Session, step: Parameters<Session['resume']>[0]): Promise<void> {
  await session.resume(step);
}
