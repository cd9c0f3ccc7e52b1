import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { faultsOf } from '@post-challenge/spec';

const event = JSON.parse(readFileSync('event.json', 'utf8'));

assert.deepEqual(faultsOf('PostChallengeEvent', event), []);
