import type { TraceLocation } from '../language/judgement.ts';
import type { Scenario, TransactionScript } from '../language/scenario.ts';
import type { Trace } from '../language/trace.ts';

/**
 * Lists the smaller scenarios that lack some of what follows the violation: later transactions, steps of the user, and steps.
 *
 * @remarks
 * All that a right implementation does before the violation stays, so it still passes the smaller scenario. Actions stay too: some
 * judges expect a number of them.
 */
export function* listCutScenarios(
  scenario: Scenario,
  trace: Trace,
  at: TraceLocation,
): Generator<Scenario> {
  const { transactions, order } = scenario;
  const script = transactions[at.transaction];
  if (!script) return;
  if (!order && at.transaction < transactions.length - 1)
    yield { ...scenario, transactions: transactions.slice(0, at.transaction + 1) };
  for (const cut of listCuts(script, trace, at))
    yield { ...scenario, transactions: transactions.with(at.transaction, cut) };
}

/** Lists transactions that end sooner after the violation. */
function* listCuts(
  script: TransactionScript,
  trace: Trace,
  { transaction, phase, execution, step }: TraceLocation,
): Generator<TransactionScript> {
  const { actions, user } = script;
  const phases = trace.transactions[transaction]?.phases ?? [];
  if (phase === undefined) return;
  if (phase < user.length) yield { ...script, user: user.slice(0, phase) };
  const executed = execution === undefined ? undefined : phases[phase]?.executions[execution];
  if (!executed || executed.transaction !== undefined) return;
  const { action: number, handler } = executed;
  const action = actions[number];
  if (!action || step === undefined) return;
  const steps = action[handler]?.slice(0, step + 1) ?? [];
  if (steps.length < (action[handler]?.length ?? 0))
    yield { ...script, actions: actions.with(number, { ...action, [handler]: steps }) };
}
