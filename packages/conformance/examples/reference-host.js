import { fromHost } from '@post-challenge/conformance';
import { createCache, createRuntime } from '@post-challenge/reference';

export default fromHost({
  name: 'reference',
  version: '0.1.0',
  open({ edition, clock, tenant }) {
    const cache = createCache();
    return {
      async start({ event, actions }) {
        const runtime = createRuntime({ actions, edition, clock, tenant, cache });
        let transaction = await runtime.start(event);
        return {
          outcome: () => transaction,
          resume: async (step) => void (transaction = await runtime.resume(transaction, step)),
        };
      },
    };
  },
});
