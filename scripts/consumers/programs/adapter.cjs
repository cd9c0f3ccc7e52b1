const { fromApi } = require('@post-challenge/conformance');
const { createPostChallenge } = require('@post-challenge/reference');

module.exports = fromApi({
  name: 'reference',
  clock: 'system',
  create: ({ event, tenant }) => createPostChallenge({ event, tenant }),
});
