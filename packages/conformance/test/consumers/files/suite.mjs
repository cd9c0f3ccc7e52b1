import { assertRule, fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';

const implementation = fromApi({ name: 'reference', create: createPostChallenge });

/** @type {Promise<void>} */
export const checked = assertRule(implementation, 'access.deny/returns-api');

// @ts-expect-error There is no such rule.
export const none = assertRule(implementation, 'access.deny/denied');
