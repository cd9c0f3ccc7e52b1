import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mock, test } from 'node:test';
import { onExecutePostChallenge } from './action.mjs';

const event = JSON.parse(readFileSync('event.json', 'utf8'));

test('asks a user for the email factor', async () => {
  const challengeWith = mock.fn();
  /** @type {any} */
  const api = { access: { deny: mock.fn() }, authentication: { challengeWith } };

  await onExecutePostChallenge(event, api);

  assert.deepEqual(challengeWith.mock.calls[0]?.arguments, [{ type: 'email' }]);
});
