import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { createRuntime, loadAction } from '@post-challenge/reference';

const event = JSON.parse(readFileSync('event.json', 'utf8'));

test('asks a user for the email factor', async () => {
  const runtime = createRuntime({ actions: [await loadAction('action.mjs')] });

  const { status } = await runtime.start(event);

  assert.equal(status, 'challenged');
});
