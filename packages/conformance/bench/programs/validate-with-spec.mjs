import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { validate } from '@post-challenge/spec';

const event = JSON.parse(readFileSync('event.json', 'utf8'));

assert.deepEqual(validate('PostChallengeEvent', event), []);
