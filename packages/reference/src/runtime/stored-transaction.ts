import type {
  ChallengedTransaction,
  PostChallengeEvent,
  RedirectedTransaction,
  Transaction,
  ValidationIssue,
} from '@post-challenge/spec';
import { validate } from '@post-challenge/spec';
import { copyAsJson, createMisuseError } from '../api/arguments.ts';

/** A copy, as data, of the event with which a transaction starts. */
export function copyEvent(given: PostChallengeEvent): PostChallengeEvent {
  const purpose = 'start a transaction';
  const event = copyAsJson(purpose, '/event', given);
  const [fault] = validate('PostChallengeEvent', event);
  if (fault === undefined) return event;
  throw createMisuseError(purpose, { ...fault, path: `/event${fault.path}` }, []);
}

/** A copy, as data, of a stored transaction, which has to be one that has paused among this number of actions. */
export function parsePaused(
  stored: Transaction,
  actions: number,
): ChallengedTransaction | RedirectedTransaction {
  const transaction = copyAsJson('resume the transaction', '/transaction', stored, [origin]);
  const faults = validate('Transaction', transaction);
  // Another version explains every other fault.
  const fault = faults.find(({ path }) => path === '/version') ?? faults[0];
  if (fault !== undefined) throw createStoredError(fault, adviseStored(fault));
  assertNextAction(transaction, actions);
  return transaction;
}

function assertNextAction(
  transaction: Transaction,
  actions: number,
): asserts transaction is ChallengedTransaction | RedirectedTransaction {
  const { status } = transaction;
  if (status !== 'challenged' && status !== 'redirected') {
    const fault = { path: '/status', expected: '"challenged" or "redirected"', received: status };
    throw createStoredError(fault, 'It has ended: start another.');
  }
  const { nextAction } = transaction;
  if (Number.isInteger(nextAction) && nextAction >= 1 && nextAction <= actions) return;
  const expected = `an integer from 1 to the number of actions, ${actions}`;
  throw createStoredError(
    { path: '/nextAction', expected, received: nextAction },
    'Resume it with the actions with which it was started.',
  );
}

const origin = 'Pass what start or resume has given back.';

function adviseStored({ path, received }: ValidationIssue): string {
  if (path === '' && typeof received === 'string') return 'Parse it first, with JSON.parse.';
  if (path === '/version') return 'Resume it with the version of this package that stored it.';
  return origin;
}

function createStoredError(fault: ValidationIssue, advice: string): TypeError {
  const path = `/transaction${fault.path}`;
  return createMisuseError('resume the transaction', { ...fault, path }, [advice]);
}
