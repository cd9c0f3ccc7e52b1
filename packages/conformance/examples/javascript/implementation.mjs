import { createInterface } from 'node:readline';
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
function executeStep(step, api, calls) {
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

/** The world: its time, its cache and the transaction that is under way. */
let world;

/** Executes a handler and stores the outcome of the transaction. */
function execute(action, handler) {
  const { event, requested } = world;
  Object.assign(requested, { url: undefined, challenge: undefined });
  const api = createApi({ event, requested, world });
  const execution = { action, handler, event: structuredClone(event), observations: [] };
  const calls = [];
  world.state = `state-${(world.redirects += 1)}`;
  world.executions.push(execution);
  for (const [index, step] of world.actions[action][handler].entries()) {
    send({ method: 'step', params: { action, handler, index } });
    if ('throw' in step) return (world.outcome = { status: 'failed', message: step.throw });
    execution.observations.push(executeStep(step, api, calls));
  }
  return (world.outcome = deriveOutcome(requested, world));
}

/** Executes actions until the transaction ends or pauses. */
function advance() {
  while (world.outcome.status === 'completed' && world.next < world.actions.length) {
    world.next += 1;
    execute(world.next - 1, 'execute');
  }
}

/** Resumes the transaction with a step of the user. Returns the reason if it refuses the step. */
function resume({ wait = 0, completes, returns }) {
  const { requested, outcome, event } = world;
  world.now += wait;
  if (completes) {
    if (!outcome.factors.some((factor) => getFactorType(factor) === getFactorType(completes)))
      return 'the factor is not offered';
    world.completed.push(getFactorType(completes));
    requested.challenge = undefined;
    world.outcome = deriveOutcome(requested, world);
  }
  if (returns) {
    const { state } = { ...returns.query, ...returns.body };
    if (outcome.status !== 'redirected' || state !== world.state)
      return 'the state is not the one of the redirect';
    Object.assign(event.request, returns);
    execute(world.next - 1, 'continue');
  }
  advance();
  return undefined;
}

const methods = {
  describe: () => ({
    name: 'javascript',
    version: '0.1.0',
    capabilities: ['outcome', 'clock', 'host', 'in-process'],
  }),
  open: ({ now }) => void (world = { now, records: new Map(), redirects: 0 }),
  start({ event, actions }) {
    const outcome = { status: 'completed' };
    Object.assign(world, {
      event,
      actions,
      outcome,
      requested: {},
      completed: [],
      next: 0,
      executions: [],
    });
    advance();
    return { executions: world.executions, outcome: world.outcome };
  },
  resume(step) {
    world.executions = [];
    const refused = resume(step);
    return { executions: world.executions, outcome: world.outcome, refused };
  },
  close() {},
};

function send(message) {
  process.stdout.write(`${JSON.stringify({ jsonrpc: '2.0', ...message })}\n`);
}

createInterface({ input: process.stdin }).on('line', (line) => {
  const { id, method, params } = JSON.parse(line);
  const result = methods[method](params);
  if (id !== undefined) send({ id, result });
});
