import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mock } from '@kilterset/auth0-actions-testing';
import { onExecutePostChallenge } from '../action.mjs';

test('asks a user for the email factor', async () => {
  const user = mock.user({ email_verified: true });
  const action = mock.actions.postChallenge({ user });

  await action.simulate(onExecutePostChallenge);

  assert.deepEqual(action.authentication.challenge.default, { type: 'email' });
});
