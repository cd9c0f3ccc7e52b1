import { createCache, createPostChallenge, createRuntime } from '@post-challenge/reference';
import { sampleEvent } from '../dist/event.js';
import { aimAt, measuredRow, ratioIn } from './row.js';

/** @import { PostChallengeEvent, PostChallengeModule } from '@post-challenge/spec' */
/** @import { Aim, Row } from './row.js' */

const LIMIT = 'handlers by hand';
const CLONE = 'structuredClone';
const SECRET = 'a secret of at least thirty-two bytes';
const event = /** @type {PostChallengeEvent} */ (structuredClone(sampleEvent));

/** @type {PostChallengeModule} */
const deny = {
  onExecutePostChallenge: async ({ stats }, api) => {
    if (stats.logins_count > 100) api.access.deny('Too many attempts.');
  },
};

/** @type {PostChallengeModule} */
const count = {
  onExecutePostChallenge: async ({ user }, api) => {
    const attempts = Number(api.cache.get(user.user_id)?.value ?? 0);
    api.cache.set(user.user_id, String(attempts + 1));
  },
};

/** @type {PostChallengeModule} */
const challenge = {
  onExecutePostChallenge: async (_, api) => {
    api.authentication.challengeWith({ type: 'otp' }, { additionalFactors: [{ type: 'email' }] });
  },
};

/** @type {PostChallengeModule} */
const redirect = {
  onExecutePostChallenge: async (_, api) => {
    const token = api.redirect.encodeToken({ secret: SECRET, payload: { step: 'verify' } });
    api.redirect.sendUserTo('https://verify.example.com/', { query: { token } });
  },
  onContinuePostChallenge: async ({ request }, api) => {
    if (request.query['verified'] !== 'yes') api.access.deny('Not verified.');
  },
};

/**
 * A transaction from its start to its end, and what it is made of.
 *
 * @returns {Promise<Row[]>}
 */
export async function measure() {
  return [
    await measuredRow('one action', contenders(one(), byHand([deny]))),
    await measuredRow(
      'four actions, with a challenge and a redirect',
      contenders(four(), byHand([deny, count, challenge, redirect])),
    ),
  ];
}

/**
 * @param {readonly Row[]} rows
 * @returns {Aim[]}
 */
export function aims(rows) {
  return [aimAt('one action: times a structuredClone of its event', 5, ratioIn(rows[0], CLONE))];
}

/**
 * @param {() => Promise<unknown>} ours
 * @param {() => Promise<unknown>} limit
 */
function contenders(ours, limit) {
  return [
    { name: 'reference', operation: ours, isAsync: true },
    { name: LIMIT, operation: limit, isAsync: true },
    { name: CLONE, operation: () => structuredClone(event) },
  ];
}

function one() {
  const runtime = createRuntime({ actions: [deny] });
  return () => runtime.start(event);
}

function four() {
  const runtime = createRuntime({ actions: [deny, count, challenge, redirect] });
  return async () => {
    const challenged = await runtime.start(event);
    const redirected = await runtime.resume(challenged, { completes: { type: 'otp' } });
    if (!('state' in redirected)) throw new Error('The transaction has not redirected.');
    const query = { state: redirected.state, verified: 'yes' };
    const ended = await runtime.resume(redirected, { returns: { method: 'GET', query, body: {} } });
    if (ended.status !== 'completed') throw new Error('The transaction has not completed.');
  };
}

/**
 * The same handlers on one `api` object, without copies for each, checks of the event, pauses and outcomes.
 *
 * @param {readonly PostChallengeModule[]} actions
 */
function byHand(actions) {
  const cache = createCache();
  return async () => {
    const { api } = createPostChallenge({ event, cache });
    for (const { onExecutePostChallenge, onContinuePostChallenge } of actions) {
      // oxlint-disable-next-line no-await-in-loop -- One handler after another.
      await onExecutePostChallenge(event, api);
      // oxlint-disable-next-line no-await-in-loop -- See above.
      await onContinuePostChallenge?.(event, api);
    }
  };
}
