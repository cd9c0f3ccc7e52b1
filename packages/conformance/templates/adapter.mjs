// @ts-check
import { fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';

// This adapter checks the reference. Replace createPostChallenge with your implementation.
export default fromApi({
  name: 'my implementation (still the reference)',
  edition: '2025', // the edition of the vendor's pages that it follows: '2025' or '2026'
  // clock: 'system', // if the implementation reads the time of the system itself: Date, performance or timers
  // Creates the api object of one execution. clock.now() returns the current time in milliseconds.
  create({ event, edition, clock, tenant }) {
    const { api, outcome } = createPostChallenge({ event, edition, clock, tenant });
    // outcome() returns the outcome of the execution. Without it, the rules that need an outcome are unobservable.
    return { api, outcome };
  },
});
