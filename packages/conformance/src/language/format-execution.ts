import type { Execution } from './trace.ts';

/** Formats the name of an execution for a message: `action 1 execute`, or `action 1 execute of transaction 2`. */
export function formatExecution({
  transaction,
  action,
  handler,
}: Pick<Execution, 'transaction' | 'action' | 'handler'>): string {
  const name = `action ${action + 1} ${handler}`;
  return transaction === undefined ? name : `${name} of transaction ${transaction + 1}`;
}
