import type {
  ChallengedTransaction,
  PostChallengeEvent,
  RedirectedTransaction,
  RenderedTransaction,
  Transaction,
  ValidationIssue,
} from '@post-challenge/spec';
import { fillInEvent, validate } from '@post-challenge/spec';
import { copyAsJson } from '../api/copy.ts';
import { createMisuseError } from '../api/misuse.ts';

/** A transaction that waits for the user. */
export type PausedStatus = ChallengedTransaction | RedirectedTransaction | RenderedTransaction;

const EVENT_ADVICE = 'Pass createEvent({ … }), which fills in the members that you do not name.';

/** Copies an event of the user, and throws if it is not valid. */
export function copyEvent(purpose: string, original: PostChallengeEvent): PostChallengeEvent {
  const event = fillInEvent(copyAsJson(purpose, '/event', original, [EVENT_ADVICE]));
  const [issue] = validate('PostChallengeEvent', event);
  if (issue === undefined) return event;
  const advice = issue.received === undefined ? [EVENT_ADVICE] : [];
  throw createMisuseError(purpose, { ...issue, path: `/event${issue.path}` }, advice);
}

/** Copies a stored transaction, and throws if it is not valid or not paused at one of the actions. */
export function parsePaused(stored: Transaction, actions: number): PausedStatus {
  const transaction = fillInTransaction(
    copyAsJson('resume the transaction', '/transaction', stored, [PASS_RESULT]),
  );
  const issues = validate('Transaction', transaction);
  // Another version explains every other issue.
  const issue = issues.find(({ path }) => path === '/version') ?? issues[0];
  if (issue !== undefined) throw createStoredError(issue, adviseStored(issue));
  assertNextAction(transaction, actions);
  return transaction;
}

/** Fills in the event of a stored transaction, which is not yet validated. */
function fillInTransaction(stored: Transaction): Transaction {
  const { event } = (stored as Partial<ChallengedTransaction> | null) ?? {};
  return event === undefined ? stored : ({ ...stored, event: fillInEvent(event) } as Transaction);
}

function assertNextAction(
  transaction: Transaction,
  actions: number,
): asserts transaction is PausedStatus {
  const { status } = transaction;
  if (status !== 'challenged' && status !== 'redirected' && status !== 'rendered') {
    const expected = '"challenged", "redirected" or "rendered"';
    const issue = { path: '/status', expected, received: status };
    throw createStoredError(issue, 'This transaction has ended. Start another.');
  }
  const { nextAction } = transaction;
  if (Number.isInteger(nextAction) && nextAction >= 1 && nextAction <= actions) return;
  const expected = `an integer from 1 to ${actions}, the number of actions`;
  throw createStoredError(
    { path: '/nextAction', expected, received: nextAction },
    'Resume the transaction with the actions that started it.',
  );
}

const PASS_RESULT = 'Pass a transaction that start or resume returned.';

function adviseStored({ path, received }: ValidationIssue): string {
  if (path === '' && typeof received === 'string') return 'Parse the text with JSON.parse first.';
  if (path === '/version')
    return 'Resume the transaction with the version of this package that stored it.';
  return PASS_RESULT;
}

function createStoredError(issue: ValidationIssue, advice: string): TypeError {
  const path = `/transaction${issue.path}`;
  return createMisuseError('resume the transaction', { ...issue, path }, [advice]);
}
