import { fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';

export default fromApi({
  name: 'reference',
  version: '0.1.0',
  create: ({ event, edition, clock, tenant }) =>
    createPostChallenge({ event, edition, clock, tenant }),
});
