import type { Transaction } from '@post-challenge/spec';
import type { RunResult } from './run.ts';

/** Lists hints for the user of the command line: options that continue a paused run, and options that the run did not use. */
export function listHints({ transaction, completes, returns }: RunResult): string[] {
  const unused = [
    ...completes.map(({ type }) => `the factor ${type}`),
    ...returns.map(() => 'a return'),
  ];
  return [
    ...describeNextStep(transaction),
    ...(unused.length > 0
      ? [`Not used, because the actions did not ask for it: ${unused.join(', ')}.`]
      : []),
  ];
}

function describeNextStep(transaction: Transaction): string[] {
  if (transaction.status === 'challenged') {
    const options = transaction.factors.map(({ type }) => `--completes ${type}`);
    return [`The user has not completed an offered factor. To continue: ${options.join(', or ')}`];
  }
  if (transaction.status !== 'redirected') return [];
  return ["The user has not returned. To continue: --returns name=value, or --token '{}', or both"];
}
