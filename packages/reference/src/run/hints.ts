import type { Transaction } from '@post-challenge/spec';
import type { RunResult } from './run.ts';

/** What the command line has to add: which option goes on where the run stops, and which it had no use for. */
export function listHints({ transaction, completes, returns }: RunResult): string[] {
  const unused = [
    ...completes.map(({ type }) => `the factor ${type}`),
    ...returns.map(() => 'a return'),
  ];
  return [
    ...describeNextStep(transaction),
    ...(unused.length > 0 ? [`Nothing has asked for ${unused.join(', ')}.`] : []),
  ];
}

function describeNextStep(transaction: Transaction): string[] {
  if (transaction.status === 'challenged') {
    const options = transaction.factors.map(({ type }) => `--completes ${type}`);
    return [`The user has completed no factor on offer. To go on: ${options.join(', or ')}`];
  }
  if (transaction.status !== 'redirected') return [];
  return ["The user has not returned. To go on: --returns name=value, or --token '{}', or both"];
}
