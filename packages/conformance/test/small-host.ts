import {
  type CompletesStep,
  type Implementation,
  type ReturnsStep,
  type Session,
  type StartInput,
  fromHost,
} from '@post-challenge/conformance';
import {
  type Cache,
  type Clock,
  type Tenant,
  createCache,
  createPostChallenge,
} from '@post-challenge/reference';
import type {
  ChallengedOutcome,
  FactorSelector,
  Outcome,
  PostChallengeAPI,
  PostChallengeAction,
  PostChallengeEvent,
  PostChallengeModule,
} from '@post-challenge/spec';

/** The state of a transaction. */
export interface TransactionState {
  readonly outcome: Outcome;
  readonly completed: readonly FactorSelector[];
  readonly resultUrl?: string | undefined;
  /** The redirect from which the user has not returned. */
  readonly redirect?: { readonly action: number; readonly state: string } | undefined;
  /** The number of redirects so far. */
  readonly redirects: number;
}

/** The execution of one handler of one action. */
export type HandlerRun = readonly [action: number, handler: keyof PostChallengeModule];

type ReturnRequest = ReturnsStep['returns'];
type Request = PostChallengeEvent['request'];

/** The decisions of a host. Each can be replaced. */
export interface HostDecisions {
  /** Returns the cache of a transaction. */
  cache(before: Cache): Cache;
  /** Returns the state at the start of a transaction. */
  begin(last: TransactionState | undefined): TransactionState;
  /** Returns the actions to execute. */
  actions(actions: StartInput['actions']): StartInput['actions'];
  /** Returns the event that a handler receives. */
  event(event: PostChallengeEvent, state: TransactionState): PostChallengeEvent;
  /** Returns the outcome after a handler has reached one. */
  reachOutcome(reached: Outcome, state: TransactionState): Outcome;
  /** Whether an outcome stops the later actions. */
  stops(outcome: Outcome): boolean;
  /** Returns the state of the n-th redirect of a world. */
  state(n: number): string;
  /** Returns the URL of a redirect. */
  url(url: string, state: string): string;
  /** Handles a step of the user. */
  resume(go: () => Promise<void>): Promise<void>;
  /** Handles a step of the user that the host refuses. */
  refuse(reason: string, state: TransactionState): TransactionState;
  /** Returns the state in which a transaction resumes. */
  resumeState(state: TransactionState): TransactionState;
  /** Whether a user may return from the last redirect. */
  mayReturn(state: TransactionState): boolean;
  /** Whether a factor satisfies a challenge. */
  satisfies(factor: FactorSelector, challenge: ChallengedOutcome): boolean;
  /** Returns the request of the event after a factor was completed. */
  requestAfterChallenge(before: Request, given: ReturnRequest | undefined): Request;
  /** Lists the handlers to execute after a factor was completed, before the later actions. */
  listRunsAfterChallenge(action: number): readonly HandlerRun[];
  /** Whether the state of a return is the one of the redirect. */
  isState(returned: unknown, state: string): boolean;
  /** Returns the request of the event after a return. */
  request(before: Request, returned: ReturnRequest): Request;
  /** Lists the handlers to execute after a return, before the later actions. */
  listRunsAfterReturn(action: number): readonly HandlerRun[];
  /** Returns the outcome to report for a state. */
  reportOutcome(state: TransactionState): Outcome;
}

/** Returns the type of a factor; `push` is `push-notification`. */
export function normalizeFactorType({ type }: { readonly type: string }): string {
  return type === 'push' ? 'push-notification' : type;
}

function includesFactor(factors: readonly FactorSelector[], factor: FactorSelector): boolean {
  return factors.some((other) => normalizeFactorType(other) === normalizeFactorType(factor));
}

/** The state of a new transaction. */
export const initialState: TransactionState = {
  outcome: { status: 'completed' },
  completed: [],
  redirects: 0,
};

/** Wraps every handler of the actions. */
export function surroundHandlers(
  surround: (
    handle: PostChallengeAction,
    event: PostChallengeEvent,
    api: PostChallengeAPI,
  ) => Promise<void>,
): HostDecisions['actions'] {
  return (actions) =>
    actions.map(({ onExecutePostChallenge, onContinuePostChallenge }) => ({
      onExecutePostChallenge: (...given) => surround(onExecutePostChallenge, ...given),
      ...(onContinuePostChallenge && {
        onContinuePostChallenge: (...given) => surround(onContinuePostChallenge, ...given),
      }),
    }));
}

/** Wraps the actions so that an execution finds only its own cache records. */
export const forgetCache = surroundHandlers(async (handle, event, api) => {
  const { get, set } = api.cache;
  const own = new Set<string>();
  api.cache.get = (key) => (own.has(key) ? get(key) : undefined);
  api.cache.set = (key, ...rest) => {
    own.add(key);
    return set(key, ...rest);
  };
  await handle(event, api);
});

/** The decisions of a conformant host. */
export const conformantDecisions: HostDecisions = {
  cache: (before) => before,
  begin: () => initialState,
  actions: (actions) => actions,
  event: (event) => event,
  reachOutcome: (reached, { completed }) =>
    reached.status === 'challenged' && completed.some((one) => includesFactor(reached.factors, one))
      ? { status: 'completed' }
      : reached,
  stops: ({ status }) => status !== 'completed',
  state: (n) => `state-${n}-of-many`,
  url(url, state) {
    const result = new URL(url);
    result.searchParams.set('state', state);
    return result.href;
  },
  resume: (go) => go(),
  refuse(reason) {
    throw new Error(reason);
  },
  resumeState: (state) => ({ ...state, outcome: { status: 'completed' }, redirect: undefined }),
  mayReturn: () => true,
  satisfies: (factor, { factors }) => includesFactor(factors, factor),
  requestAfterChallenge: (before, given) =>
    ({ ...before, method: 'POST', query: {}, body: {}, ...given }) as unknown as Request,
  listRunsAfterChallenge: () => [],
  isState: (returned, state) => returned === state,
  request: (before, { method, query, body }) =>
    ({ ...before, method, query, body }) as unknown as Request,
  listRunsAfterReturn: (action) => [[action, 'onContinuePostChallenge']],
  reportOutcome: ({ outcome, resultUrl }) =>
    outcome.status === 'completed' && resultUrl !== undefined ? { ...outcome, resultUrl } : outcome,
};

interface HostSetup {
  readonly clock: Clock;
  readonly tenant: Tenant;
  readonly cache: Cache;
}

/** Creates a host that shares only the `api` object with the reference: it executes, pauses and resumes by itself. */
export function createSmallHost(changes: Partial<HostDecisions> = {}): Implementation {
  const decide = { ...conformantDecisions, ...changes };
  return fromHost({
    name: 'small host',
    open({ clock, tenant }) {
      let cache = createCache();
      let last: SmallHostSession | undefined;
      let redirects = 0;
      const nextState = (): string => decide.state((redirects += 1));
      return {
        async start({ event, actions }) {
          cache = decide.cache(cache);
          const begun = decide.begin(last?.state);
          const setup = { clock, tenant, cache, nextState };
          last = new SmallHostSession(decide, setup, decide.actions(actions), begun, event);
          await last.advance();
          return last;
        },
      };
    },
  });
}

class SmallHostSession implements Session {
  state: TransactionState;
  readonly #decide: HostDecisions;
  readonly #setup: HostSetup & { nextState(): string };
  readonly #actions: readonly PostChallengeModule[];
  #event: PostChallengeEvent;
  #next = 0;

  constructor(
    decide: HostDecisions,
    setting: HostSetup & { nextState(): string },
    actions: readonly PostChallengeModule[],
    state: TransactionState,
    event: unknown,
  ) {
    this.#decide = decide;
    this.#setup = setting;
    this.#actions = actions;
    this.state = state;
    this.#event = event as PostChallengeEvent;
  }

  outcome(): Outcome {
    return this.#decide.reportOutcome(this.state);
  }

  resume(step: CompletesStep | ReturnsStep): Promise<void> {
    return this.#decide.resume(() =>
      'completes' in step ? this.#complete(step) : this.#returnUser(step.returns),
    );
  }

  /** Executes the actions, one after another, until the transaction ends or pauses. */
  async advance(runs: readonly HandlerRun[] = []): Promise<void> {
    for (const run of runs) {
      if (!this.#decide.stops(this.state.outcome)) await this.#execute(run);
    }
    while (!this.#decide.stops(this.state.outcome) && this.#next < this.#actions.length) {
      this.#next += 1;
      await this.#execute([this.#next - 1, 'onExecutePostChallenge']);
    }
  }

  async #complete({ completes: factor, request: given }: CompletesStep): Promise<void> {
    const asked = this.outcome();
    if (asked.status !== 'challenged') return this.#refuse('there is no challenge');
    if (!this.#decide.satisfies(factor, asked)) return this.#refuse('that is not on offer');
    const completed = [...this.state.completed, factor];
    const request = this.#decide.requestAfterChallenge(this.#event.request, given);
    this.#event = { ...this.#event, request };
    this.state = this.#decide.resumeState({ ...this.state, completed });
    await this.advance(this.#decide.listRunsAfterChallenge(this.#next - 1));
  }

  async #returnUser(returned: ReturnRequest): Promise<void> {
    const { redirect } = this.state;
    if (!redirect || !this.#decide.mayReturn(this.state))
      return this.#refuse('there is no redirect');
    const { state } = returned.query as { state?: unknown };
    if (!this.#decide.isState(state, redirect.state))
      return this.#refuse('the state is another one');
    const request = this.#decide.request(this.#event.request, returned);
    this.#event = { ...this.#event, request };
    this.state = this.#decide.resumeState(this.state);
    await this.advance(this.#decide.listRunsAfterReturn(redirect.action));
  }

  #refuse(reason: string): void {
    this.state = this.#decide.refuse(reason, this.state);
  }

  async #execute([action, handler]: HandlerRun): Promise<void> {
    const event = this.#event;
    const { api, outcome } = createPostChallenge({ event, ...this.#setup });
    api.transaction.setResultUrl = (...args) => {
      const result = createPostChallenge({ event });
      result.api.transaction.setResultUrl(...args);
      this.state = { ...this.state, ...result.outcome(), outcome: this.state.outcome };
    };
    try {
      const handle = this.#actions[action]?.[handler];
      if (!handle) throw new Error('There is no such handler.');
      await handle(this.#decide.event(event, this.state), api);
      this.#reach(outcome(), action);
    } catch (error) {
      this.#reach({ status: 'failed', message: String(error) }, action);
    }
  }

  #reach(reached: Outcome, action: number): void {
    const outcome = this.#decide.reachOutcome(reached, this.state);
    if (outcome.status === 'completed') return;
    this.state = { ...this.state, outcome };
    if (outcome.status !== 'redirected') return;
    const state = this.#setup.nextState();
    const url = this.#decide.url(outcome.url, state);
    const redirects = this.state.redirects + 1;
    this.state = {
      ...this.state,
      outcome: { ...outcome, url },
      redirect: { action, state },
      redirects,
    };
  }
}
