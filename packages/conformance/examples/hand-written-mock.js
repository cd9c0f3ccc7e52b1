import { fromApi } from '@post-challenge/conformance';

/** A mock as test suites have them: it records what is called, and answers just enough for the actions under test. */
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

/** What the recorded calls come to: the pattern to copy for a mock that records. */
function outcomeOf(calls) {
  const last = (method) => calls.findLast((call) => call.method === method)?.args;
  const [url, { query = {} } = {}] = last('sendUserTo') ?? [];
  const target = URL.canParse(url) && new URL(url);
  for (const name of target ? Object.keys(query) : []) target.searchParams.set(name, query[name]);
  const [factor, { additionalFactors = [] } = {}] = last('challengeWith') ?? [];
  const [factors = factor && [factor, ...additionalFactors]] = last('challengeWithAny') ?? [];
  if (last('deny')) return { status: 'denied', reason: last('deny')[0] };
  if (url !== undefined) return { status: 'redirected', url: target ? target.href : url };
  if (factors) return { status: 'challenged', factors, ...(factor && { defaultFactor: factor }) };
  return { status: 'completed' };
}

export default fromApi({
  name: 'hand-written mock',
  create: () => {
    const { api, calls } = createMock();
    return { api, outcome: () => outcomeOf(calls) };
  },
});
