import type { Execution } from './trace.ts';

/** The name of an execution, as messages print it. */
export function formatExecution({
  action,
  handler,
}: Pick<Execution, 'action' | 'handler'>): string {
  return `action ${action + 1} ${handler}`;
}
