import { setImmediate as nextTurn } from 'node:timers/promises';
import { createApi, deriveOutcome, getFactorType } from './api.mjs';

/** Resolves the placeholders of an argument. */
function resolve(template, results) {
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((item) => resolve(item, results));
  if ('$result' in template) return results[template.$result];
  if ('$number' in template) return Number(template.$number);
  return Object.fromEntries(
    Object.entries(template).map(([name, member]) => [name, resolve(member, results)]),
  );
}

/** Serializes a value as JSON, as the suite expects it. */
function serialize(value, api) {
  if (value === undefined) return { $undefined: true };
  if (value === api) return { $api: true };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => serialize(item, api));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/^\$/, '$$$$'),
      serialize(member, api),
    ]),
  );
}

/** Empties every array in a value, at any depth. */
function emptyArrays(value) {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(emptyArrays);
  if (Array.isArray(value)) value.length = 0;
}

/** Executes a step and returns the observation. `calls` holds the arguments and the results of all steps. */
function executeStep(step, api, calls, world) {
  const call = { step, args: [], result: undefined };
  calls.push(call);
  if ('wait' in step) world.now += step.wait;
  if (step.change === 'arguments') calls[step.of].args.forEach(emptyArrays);
  if (step.change === 'result')
    for (const name in calls[step.of].result) delete calls[step.of].result[name];
  if ('read' in step) {
    call.result = api[step.read];
    const first = calls.find((other) => other.step.read === step.read);
    return { returned: first.result === call.result };
  }
  if (!('call' in step)) return { returned: { $undefined: true } };
  const results = calls.map(({ result }) => result);
  call.args = step.args.map((argument) => resolve(argument, results));
  const before = JSON.stringify(call.args);
  const observation = callMethod(step.call, api, call);
  const isChanged = JSON.stringify(call.args) !== before;
  return isChanged ? { ...observation, changed: call.args } : observation;
}

function callMethod(path, api, call) {
  const [namespace, method] = path.split('.');
  try {
    call.result = api[namespace][method](...call.args);
    return { returned: serialize(call.result, api) };
  } catch ({ name, message }) {
    return { threw: { name, message, isError: true } };
  }
}

/** The open worlds, by id: each has its time, its cache and its transactions. */
const worlds = new Map();

/** Executes a handler and stores the outcome of the transaction. */
async function execute(world, transaction, action, handler) {
  const { event, requested } = transaction;
  Object.assign(requested, { url: undefined, challenge: undefined });
  const api = createApi(transaction, world);
  const execution = { action, handler, event: structuredClone(event), observations: [] };
  const calls = [];
  transaction.state = `state-${(world.redirects += 1)}`;
  transaction.executions.push(execution);
  for (const [index, step] of transaction.actions[action][handler].entries()) {
    world.onStep?.({ action, handler, index });
    if ('throw' in step) return (transaction.outcome = { status: 'failed', message: step.throw });
    for (let turn = 0; turn < step.turn; turn += 1) await nextTurn();
    execution.observations.push(executeStep(step, api, calls, world));
  }
  return (transaction.outcome = deriveOutcome(transaction));
}

/** Executes actions until the transaction ends or pauses. */
async function advance(world, transaction) {
  while (
    transaction.outcome.status === 'completed' &&
    transaction.next < transaction.actions.length
  ) {
    transaction.next += 1;
    await execute(world, transaction, transaction.next - 1, 'execute');
  }
}

/** Resumes a transaction with a step of the user. Returns the reason if it refuses the step. */
async function resume(world, transaction, { wait = 0, completes, request, returns }) {
  const { requested, outcome, event } = transaction;
  world.now += wait;
  if (completes) {
    const { factors = [] } = outcome;
    if (!factors.some((factor) => getFactorType(factor) === getFactorType(completes)))
      return 'the factor is not offered';
    transaction.completed.push(getFactorType(completes));
    requested.challenge = undefined;
    transaction.outcome = deriveOutcome(transaction);
    event.request = { ...event.request, method: 'POST', query: {}, body: {}, ...request };
  }
  if (returns) {
    const { state } = { ...returns.query, ...returns.body };
    if (outcome.status !== 'redirected' || state !== transaction.state)
      return 'the state is not the one of the redirect';
    event.request = { ...event.request, ...returns };
    await execute(world, transaction, transaction.next - 1, 'continue');
  }
  await advance(world, transaction);
  return undefined;
}

/** Returns the phase since the last call. */
function takePhase(transaction, refused) {
  const { executions, outcome } = transaction;
  transaction.executions = [];
  return { executions, outcome, refused };
}

const methods = {
  describe: () => ({
    protocol: 2,
    name: 'javascript',
    version: '0.1.0',
    capabilities: ['outcome', 'clock', 'host', 'in-process'],
  }),
  open: ({ world, now }, onStep) =>
    void worlds.set(world, { now, onStep, records: new Map(), redirects: 0, transactions: [] }),
  async start({ world: id, transaction: number, event, actions }) {
    const outcome = { status: 'completed' };
    const start = { event, actions, outcome, requested: {}, completed: [], next: 0 };
    const world = worlds.get(id);
    const transaction = { ...start, executions: [] };
    world.transactions[number] = transaction;
    await advance(world, transaction);
    return takePhase(transaction);
  },
  async resume({ world: id, transaction: number, step }) {
    const world = worlds.get(id);
    const transaction = world.transactions[number];
    const refused = await resume(world, transaction, step);
    return takePhase(transaction, refused);
  },
  close: ({ world }) => void worlds.delete(world),
};

/** Answers a JSON-RPC request. Calls `onStep` before each step, if it is given with `open`. */
export async function answer({ id, method, params }, onStep) {
  if (!Object.hasOwn(methods, method))
    return { jsonrpc: '2.0', id, error: { code: -32601, message: `Unknown method ${method}.` } };
  return { jsonrpc: '2.0', id, result: (await methods[method](params, onStep)) ?? null };
}
