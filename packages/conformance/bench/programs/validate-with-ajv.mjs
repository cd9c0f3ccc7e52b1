import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { PostChallengeEventSchema } from '@post-challenge/spec/schemas';
import { Ajv2020 } from 'ajv/dist/2020.js';

const event = JSON.parse(readFileSync('event.json', 'utf8'));
const validate = new Ajv2020().compile(PostChallengeEventSchema);

assert.equal(validate(event), true, JSON.stringify(validate.errors));
