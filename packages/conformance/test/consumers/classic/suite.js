const { fromApi, ruleTests } = require('@post-challenge/conformance');
const { createPostChallenge } = require('@post-challenge/reference');

const implementation = fromApi({ name: 'reference', create: createPostChallenge });

/** @type {string[]} */
exports.ids = ruleTests(implementation).map(({ id }) => id);

// @ts-expect-error There is no such rule.
ruleTests(implementation, { rules: 'access.deny/denied' });
