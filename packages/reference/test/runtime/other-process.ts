import { createRuntime } from '@post-challenge/reference';
import type { Transaction, TransactionInput } from '@post-challenge/spec';
import { json } from 'node:stream/consumers';
import { actions } from './password-reset.ts';

/** What this process is asked to do, as JSON on stdin; what came of it goes to stdout. */
export interface Errand {
  readonly now: number;
  readonly transaction: Transaction;
  readonly input: TransactionInput;
}

const { now, transaction, input } = (await json(process.stdin)) as Errand;
const runtime = createRuntime({ actions, clock: { now: () => now } });
process.stdout.write(JSON.stringify(await runtime.resume(transaction, input)));
