// @ts-check
import { fromHost } from '@post-challenge/conformance';
import { createCache, createRuntime } from '@post-challenge/reference';

// This adapter checks the reference. Replace createRuntime and createCache with your host.
export default fromHost({
  name: 'my host (still the reference)',
  edition: '2025', // the edition of the vendor's pages that it follows: '2025' or '2026'
  // clock: 'system', // if the host reads the time of the system itself: Date, performance or timers
  // Opens an empty world: all its transactions share one cache. clock.now() returns the current time in milliseconds.
  open({ edition, clock, tenant }) {
    const cache = createCache();
    return {
      // Starts a transaction: executes the actions until it ends or waits for the user.
      async start({ event, actions }) {
        const runtime = createRuntime({ actions, edition, clock, tenant, cache });
        // To the suite, events and steps are plain JSON.
        let transaction = await runtime.start(/** @type {any} */ (event));
        return {
          outcome: () => transaction,
          // Continues after a step of the user: { completes } or { returns }. It throws if the host refuses the step.
          resume: async (step) => {
            transaction = await runtime.resume(transaction, /** @type {any} */ (step));
          },
        };
      },
    };
  },
});
