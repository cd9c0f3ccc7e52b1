import type {
  Edition,
  Outcome,
  PostChallengeEvent,
  PostChallengeModule,
  Transaction,
  TransactionInput,
} from '@post-challenge/spec';
import type { Cache } from '../api/cache.ts';
import type { Clock } from '../api/clock.ts';
import { RefusedInputError } from '../runtime/input.ts';
import { createRuntime } from '../runtime/runtime.ts';
import { type Execution, type LateCall, type Phase, recordModule } from './record.ts';
import { type Warning, createWarning, includesWarning } from './warning.ts';

/** An action with the path of its file. */
export interface LoadedAction {
  readonly path: string;
  readonly module: PostChallengeModule;
}

/** A phase of a transaction, and the transaction at its end. */
export interface PhaseResult {
  readonly phase: Phase;
  readonly transaction: Transaction;
}

/** A runtime that records the executions of the actions. */
export interface RecordedRuntime {
  start(event: PostChallengeEvent): Promise<PhaseResult>;
  resume(transaction: Transaction, input: TransactionInput): Promise<PhaseResult>;
  /** The warnings about the calls of the actions, in order. */
  readonly warnings: readonly Warning[];
  /** The calls that came after their handler had ended. The list grows while the process lasts. */
  readonly lateCalls: readonly LateCall[];
}

/** Creates a runtime that records the executions of the actions. */
export function createRecordedRuntime({
  actions,
  edition,
  clock,
  cache,
}: {
  readonly actions: readonly LoadedAction[];
  readonly edition: Edition;
  readonly clock: Clock;
  readonly cache?: Cache;
}): RecordedRuntime {
  const executions: Execution[] = [];
  const warnings: Warning[] = [];
  const lateCalls: LateCall[] = [];
  let path = '';
  const recorder = {
    addExecution: (execution: Execution) => {
      executions.push(execution);
      ({ path } = execution);
    },
    addLateCall: (call: LateCall) => void lateCalls.push(call),
    addWarning(warning: Warning) {
      if (!includesWarning(warnings, warning)) warnings.push(warning);
    },
  };
  const runtime = createRuntime({
    actions: actions.map((action) => recordModule(action.path, action.module, recorder, edition)),
    edition,
    clock,
    cache,
    onWarning: (message) => recorder.addWarning(createWarning(message, path)),
  });
  return {
    warnings,
    lateCalls,
    async start(event) {
      const transaction = await runtime.start(event);
      const outcome = toOutcome(transaction);
      return { phase: { executions: executions.splice(0), outcome }, transaction };
    },
    async resume(transaction, input) {
      const resumed = await resumeOrRefuse(runtime.resume(transaction, input));
      const [after, refusal] = 'refused' in resumed ? [transaction, resumed] : [resumed, {}];
      const outcome = toOutcome(after);
      return {
        phase: { input, executions: executions.splice(0), outcome, ...refusal },
        transaction: after,
      };
    },
  };
}

/** Awaits the resumed transaction, or the reason if the input was refused. */
async function resumeOrRefuse(
  resumed: Promise<Transaction>,
): Promise<Transaction | { refused: string }> {
  try {
    return await resumed;
  } catch (error) {
    if (error instanceof RefusedInputError) return { refused: error.message };
    throw error;
  }
}

/** Returns the outcome of a transaction, without the members that it needs to continue. */
function toOutcome(transaction: Transaction): Outcome {
  switch (transaction.status) {
    case 'challenged': {
      const { status, factors, defaultFactor } = transaction;
      return { status, factors, ...(defaultFactor && { defaultFactor }) };
    }
    case 'redirected':
      return { status: transaction.status, url: transaction.url };
    case 'rendered': {
      const { status, promptId, fields, vars } = transaction;
      return { status, promptId, ...(fields && { fields }), ...(vars && { vars }) };
    }
    default: {
      const { version: _, ...outcome } = transaction;
      return outcome;
    }
  }
}
