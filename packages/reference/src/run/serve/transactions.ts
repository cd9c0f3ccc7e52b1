import type {
  CacheRecord,
  PostChallengeEvent,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import type { LateCall, Phase } from '../record.ts';
import { type Warning, includesWarning } from '../warning.ts';
import type { StepExecutor } from './step-executor.ts';
import { type ActionSettings, type CacheWrite, type Step, createClock } from './step.ts';

/** The largest number of transactions that a server remembers. */
const MAXIMUM_TRANSACTIONS = 50;

/** The event that the user chose, and the JSON text that changed it. */
export interface EventChoice {
  readonly name: string;
  readonly changes: string;
}

/** A transaction that a server has started. */
export interface ServedTransaction {
  readonly number: number;
  readonly choice: EventChoice;
  /** The secrets of every event, because the transactions share the cache. Those of its own event come last, so that their names count. */
  readonly secrets: readonly PostChallengeEvent['secrets'][];
  readonly transaction: Transaction;
  readonly phases: readonly Phase[];
  readonly warnings: readonly Warning[];
  readonly lateCalls: readonly LateCall[];
  /** Sentences on failures after a result. */
  readonly problems: readonly string[];
  /** Whether the actions are executing at this time. */
  readonly isExecuting: boolean;
  /** Whether the user gave the transaction up while it waited. */
  readonly isGivenUp: boolean;
}

type Changeable<T> = { -readonly [Name in keyof T]: T[Name] };

/** Tells whether a transaction waits for nothing any more. */
export function hasEnded({ transaction: { status }, isGivenUp }: ServedTransaction): boolean {
  return isGivenUp || !['challenged', 'redirected', 'rendered'].includes(status);
}

/** Returns the last phase of a transaction. */
export function findLastPhase({ phases }: ServedTransaction): Phase {
  return phases.at(-1) as Phase;
}

/** Thrown if a step has no result, so that the transaction has not changed. */
export class StepError extends Error {
  override readonly name = 'StepError';
}

/** Thrown if a transaction does not wait for an input, or not any more. */
export class OutdatedError extends Error {
  override readonly name = 'OutdatedError';
  readonly transaction: ServedTransaction;

  constructor(message: string, transaction: ServedTransaction) {
    super(message);
    this.transaction = transaction;
  }
}

/** The transactions of a server, and the cache that they share. */
export class Transactions {
  readonly #actions: ActionSettings;
  readonly #executor: StepExecutor;
  readonly #secrets: ServedTransaction['secrets'];
  readonly #served = new Map<number, Changeable<ServedTransaction>>();
  readonly #byState = new Map<string, Changeable<ServedTransaction>>();
  readonly #records = new Map<string, CacheRecord>();
  #count = 0;

  constructor(
    actions: ActionSettings,
    executor: StepExecutor,
    secrets: ServedTransaction['secrets'],
  ) {
    this.#actions = actions;
    this.#executor = executor;
    this.#secrets = secrets;
  }

  /** Starts a transaction. */
  async start(event: PostChallengeEvent, choice: EventChoice): Promise<ServedTransaction> {
    const { phase, ...result } = await this.#execute({ event });
    this.#count += 1;
    const number = this.#count;
    const started: Changeable<ServedTransaction> = {
      number,
      choice,
      secrets: [...this.#secrets, event.secrets],
      ...result,
      phases: [phase],
      isExecuting: false,
      isGivenUp: false,
    };
    this.#served.set(number, started);
    this.#rememberState(started);
    this.#forgetOldest();
    return started;
  }

  /** Resumes a transaction that waits. If the step has no result, the transaction still waits. */
  async resume(served: ServedTransaction, input: TransactionInput): Promise<void> {
    this.#assertWaits(served);
    const changed = served as Changeable<ServedTransaction>;
    changed.isExecuting = true;
    try {
      const { transaction } = served;
      const after = await this.#execute({ transaction, input });
      changed.transaction = after.transaction;
      changed.phases = [...served.phases, after.phase];
      const { warnings } = served;
      const isNew = (warning: Warning) => !includesWarning(warnings, warning);
      changed.warnings = [...warnings, ...after.warnings.filter(isNew)];
      changed.lateCalls = [...served.lateCalls, ...after.lateCalls];
      changed.problems = [...served.problems, ...after.problems];
      this.#rememberState(changed);
    } finally {
      changed.isExecuting = false;
    }
  }

  /** Ends a transaction that waits. */
  giveUp(served: ServedTransaction): void {
    this.#assertWaits(served);
    (served as Changeable<ServedTransaction>).isGivenUp = true;
  }

  /** Finds a transaction by its number. */
  find(number: number): ServedTransaction | undefined {
    return this.#served.get(number);
  }

  /** Finds the transaction that redirected the user with a state. Throws an OutdatedError if it does not wait for that return any more. */
  findByState(state: string): ServedTransaction | undefined {
    const served = this.#byState.get(state);
    if (served === undefined) return undefined;
    const { transaction } = served;
    this.#assertWaits(served);
    if (transaction.status === 'redirected' && transaction.state === state) return served;
    throw new OutdatedError('The user has already returned with this state.', served);
  }

  /** Lists the transactions, the latest first. */
  list(): ServedTransaction[] {
    return [...this.#served.values()].toReversed();
  }

  /** Lists the records of the cache that have not expired. */
  listRecords(): [key: string, record: CacheRecord][] {
    const now = createClock(this.#actions).now();
    for (const [key, { expires_at }] of this.#records)
      if (expires_at < now) this.#records.delete(key);
    return [...this.#records];
  }

  /** Empties the cache. */
  emptyCache(): void {
    this.#records.clear();
  }

  async #execute(begin: NonNullable<Step['begin']>) {
    const records = this.listRecords();
    const { result, problem } = await this.#executor.execute({ ...this.#actions, records, begin });
    if (!result?.phase || !result.transaction) throw new StepError(problem);
    const { phase, transaction, warnings, lateCalls } = result;
    this.#write(result.writes);
    const problems = problem === undefined ? [] : [problem];
    return { phase, transaction, warnings, lateCalls, problems };
  }

  #write(writes: readonly CacheWrite[]): void {
    for (const [key, record] of writes) {
      if (record) this.#records.set(key, record);
      else this.#records.delete(key);
    }
  }

  #assertWaits(served: ServedTransaction): void {
    if (served.isExecuting)
      throw new OutdatedError('The actions are executing. Wait for their result.', served);
    if (served.isGivenUp) throw new OutdatedError('The user has given up.', served);
  }

  #rememberState(served: Changeable<ServedTransaction>): void {
    if (served.transaction.status === 'redirected')
      this.#byState.set(served.transaction.state, served);
  }

  #forgetOldest(): void {
    for (const [number, served] of this.#served) {
      if (this.#served.size <= MAXIMUM_TRANSACTIONS) return;
      if (served.isExecuting) continue;
      this.#served.delete(number);
      for (const [state, owner] of this.#byState) if (owner === served) this.#byState.delete(state);
    }
  }
}
