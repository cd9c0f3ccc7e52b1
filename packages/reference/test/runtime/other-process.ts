import { createRuntime } from '@post-challenge/reference';
import type { Transaction, TransactionInput } from '@post-challenge/spec';
import { json } from 'node:stream/consumers';
import { actions } from './password-reset.ts';

/** The input of this process, as JSON on stdin. The resumed transaction goes to stdout. */
export interface Task {
  readonly now: number;
  readonly transaction: Transaction;
  readonly input: TransactionInput;
}

const { now, transaction, input } = (await json(process.stdin)) as Task;
const runtime = createRuntime({ actions, clock: { now: () => now } });
process.stdout.write(JSON.stringify(await runtime.resume(transaction, input)));
