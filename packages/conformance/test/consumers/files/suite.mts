import { type ApiAdapter, assertRule, fromApi, fromHost } from '@post-challenge/conformance';
import { createPostChallenge, createRuntime } from '@post-challenge/reference';

const adapter: ApiAdapter = {
  name: 'reference',
  create: ({ event, clock, tenant }) => createPostChallenge({ event, clock, tenant }),
};

export const checked: Promise<void> = assertRule(fromApi(adapter), 'access.deny/returns-api');

export const host = fromHost({
  name: 'reference',
  // @ts-expect-error A runtime starts with an event and actions, and is no host of the suite.
  open: ({ clock }) => createRuntime({ actions: [], clock }),
});
