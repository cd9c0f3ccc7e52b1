const reference = (names) => names.map((name) => `packages/reference/src/${name}.ts`);
const conformance = (names) => names.map((name) => `packages/conformance/src/${name}.ts`);

/** The sources that are mutated, by what their tests are. */
export const mutated = {
  /** What the contract judges, with the suite as tests. */
  reference: reference([
    'access',
    'authentication',
    'cache',
    'execution',
    'flow',
    'progress',
    'redirect',
    'runtime',
    'state',
    'token',
    'transaction',
    'url',
  ]),
  /** What the contract does not judge: checks of arguments and their messages, and what costs depend on. Unit tests are its tests. */
  unjudged: reference(['arguments', 'clock', 'factors', 'failure', 'input', 'stored']),
  /** The properties, with known-bad and known-good implementations as tests. */
  judges: conformance([
    'access',
    'api',
    'authentication',
    'cache',
    'cache-delete',
    'cache-get',
    'cache-judgements',
    'cache-model',
    'cache-set',
    'cache-sizes',
    'destination',
    'encode-token',
    'event',
    'finish',
    'flow',
    'host',
    'redirect',
    'return',
    'transaction',
    'validate-token',
  ]),
};
