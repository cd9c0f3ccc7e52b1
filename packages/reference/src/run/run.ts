import type {
  Edition,
  FactorSelector,
  PostChallengeEvent,
  RedirectedTransaction,
  Transaction,
  TransactionInput,
  UserReturn,
} from '@post-challenge/spec';
import { type Clock, systemClock } from '../api/clock.ts';
import type { LateCall, Phase } from './record.ts';
import { type LoadedAction, createRecordedRuntime } from './recorded-runtime.ts';
import { type TokenScript, selectSecret, createReturnToken } from './return-token.ts';
import type { Warning } from './warning.ts';

/** The input of a run. */
export interface Script {
  readonly actions: readonly LoadedAction[];
  readonly event: PostChallengeEvent;
  readonly edition: Edition;
  readonly clock?: Clock;
  /** The factors that the user completes, one for each challenge. */
  readonly completes: readonly FactorSelector[];
  /** The query parameters with which the user returns, one object for each redirect. */
  readonly returns: readonly Readonly<Record<string, string>>[];
  /** The method of each return; a POST has its parameters in the body. */
  readonly returnMethod?: UserReturn['method'];
  /** The fields that the user submits, one object for each form. */
  readonly submits: readonly Readonly<Record<string, string>>[];
  /** The token with which the user returns. */
  readonly token?: TokenScript;
}

/** The result of a run. */
export interface RunResult {
  readonly phases: readonly Phase[];
  readonly transaction: Transaction;
  /** The warnings about the calls of the actions, in order. */
  readonly warnings: readonly Warning[];
  /** The calls that came after their handler had ended. The list grows while the process lasts. */
  readonly lateCalls: readonly LateCall[];
  /** The factors of the script that no challenge used. */
  readonly completes: readonly FactorSelector[];
  /** The returns of the script that no redirect used. */
  readonly returns: readonly Readonly<Record<string, string>>[];
  /** The submissions of the script that no form used. */
  readonly submits: readonly Readonly<Record<string, string>>[];
  readonly edition: Edition;
}

/** Executes the actions of a transaction, and resumes each pause with the next input of the script. */
export async function run(script: Script): Promise<RunResult> {
  const { actions, event, edition, clock = systemClock } = script;
  const runtime = createRecordedRuntime({ actions, edition, clock });
  const { warnings, lateCalls } = runtime;
  const user = new User(script, clock);
  let { phase, transaction } = await runtime.start(event);
  const phases = [phase];
  for (;;) {
    const input = user.next(transaction, phases);
    if (input === undefined)
      return { phases, transaction, warnings, lateCalls, edition, ...user.unused };
    ({ phase, transaction } = await runtime.resume(transaction, input));
    phases.push(phase);
  }
}

/** The inputs of the script that are not used yet. */
class User {
  readonly #completes: FactorSelector[];
  readonly #returns: Readonly<Record<string, string>>[];
  readonly #submits: Readonly<Record<string, string>>[];
  readonly #token: TokenScript | undefined;
  readonly #method: UserReturn['method'];
  readonly #clock: Clock;

  constructor({ completes, returns, returnMethod = 'GET', submits, token }: Script, clock: Clock) {
    this.#method = returnMethod;
    this.#completes = [...completes];
    this.#returns = [...returns];
    this.#submits = [...submits];
    this.#token = token;
    this.#clock = clock;
  }

  get unused(): Pick<RunResult, 'completes' | 'returns' | 'submits'> {
    return { completes: this.#completes, returns: this.#returns, submits: this.#submits };
  }

  next(transaction: Transaction, phases: readonly Phase[]): TransactionInput | undefined {
    if (transaction.status === 'challenged') {
      const completes = this.#completes.shift();
      return completes && { completes };
    }
    if (transaction.status === 'rendered') {
      const fields = this.#submits.shift();
      return fields && { submits: { fields } };
    }
    if (transaction.status !== 'redirected') return undefined;
    const parameters = this.#returns.shift();
    if (parameters === undefined) return undefined;
    const { state } = transaction;
    const all = { state, ...this.#createToken(transaction, phases), ...parameters };
    const method = this.#method;
    return {
      returns:
        method === 'GET' ? { method, query: all, body: {} } : { method, query: {}, body: all },
    };
  }

  #createToken(
    transaction: RedirectedTransaction,
    phases: readonly Phase[],
  ): Record<string, string> {
    if (this.#token === undefined) return {};
    const executions = phases.flatMap((phase) => phase.executions);
    const secret = selectSecret(transaction.event, this.#token, executions);
    const { claims, parameter } = this.#token;
    return { [parameter]: createReturnToken(transaction, claims, secret, this.#clock.now()) };
  }
}
