// @ts-check
import { fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';

// What is checked is the reference, until an implementation of yours stands in the place of createPostChallenge.
export default fromApi({
  name: 'reference, in the place of yours',
  // Makes one api object, for one execution. The time is what clock.now() says, in milliseconds.
  create({ event, clock, tenant }) {
    const { api, outcome } = createPostChallenge({ event, clock, tenant });
    // outcome() says what the calls on api have come to. Without it the rules that need it are unobservable.
    return { api, outcome };
  },
});
