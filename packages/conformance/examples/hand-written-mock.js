import { fromApi } from '@post-challenge/conformance';

/** A typical mock of a test suite: it records the calls and returns just enough for the actions under test. */
function createMock() {
  const calls = [];
  const stored = new Map();
  const record =
    (method) =>
    (...args) =>
      void calls.push({ method, args });
  const api = {
    access: { deny: record('deny') },
    authentication: {
      challengeWith: record('challengeWith'),
      challengeWithAny: record('challengeWithAny'),
    },
    cache: {
      get: (key) => stored.get(key),
      set: (key, value) => {
        stored.set(key, value);
        return { type: 'success', record: { value, expires_at: 0 } };
      },
      delete: (key) => {
        stored.delete(key);
        return { type: 'success' };
      },
    },
    redirect: {
      encodeToken: () => 'token',
      sendUserTo: record('sendUserTo'),
      validateToken: () => ({ verified: true }),
    },
  };
  return { api, calls };
}

/** Derives the outcome from the recorded calls. Copy this function for a mock that records calls. */
function deriveOutcome(calls) {
  const findLastArgs = (method) => calls.findLast((call) => call.method === method)?.args;
  const [url, { query = {} } = {}] = findLastArgs('sendUserTo') ?? [];
  const target = URL.canParse(url) && new URL(url);
  for (const name of target ? Object.keys(query) : []) target.searchParams.set(name, query[name]);
  const [factor, { additionalFactors = [] } = {}] = findLastArgs('challengeWith') ?? [];
  const [factors = factor && [factor, ...additionalFactors]] =
    findLastArgs('challengeWithAny') ?? [];
  if (findLastArgs('deny')) return { status: 'denied', reason: findLastArgs('deny')[0] };
  if (url !== undefined) return { status: 'redirected', url: target ? target.href : url };
  if (factors) return { status: 'challenged', factors, ...(factor && { defaultFactor: factor }) };
  return { status: 'completed' };
}

export default fromApi({
  name: 'hand-written mock',
  create: () => {
    const { api, calls } = createMock();
    return { api, outcome: () => deriveOutcome(calls) };
  },
});
