import type { Execution } from './trace.ts';

/** Formats the name of an execution for a message: `action 1 execute`. */
export function formatExecution({
  action,
  handler,
}: Pick<Execution, 'action' | 'handler'>): string {
  return `action ${action + 1} ${handler}`;
}
