import { createInterface } from 'node:readline';
import { createApi, kindOf, outcomeOf } from './api.mjs';

/** The argument that a template stands for. */
function filled(template, results) {
  if (typeof template !== 'object' || template === null) return template;
  if (Array.isArray(template)) return template.map((item) => filled(item, results));
  if ('$result' in template) return results[template.$result];
  if ('$number' in template) return Number(template.$number);
  return Object.fromEntries(
    Object.entries(template).map(([name, member]) => [name, filled(member, results)]),
  );
}

/** A value as the suite is told of it. */
function observed(value, api) {
  if (value === undefined) return { $undefined: true };
  if (value === api) return { $api: true };
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => observed(item, api));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name.replace(/^\$/, '$$$$'),
      observed(member, api),
    ]),
  );
}

/** Empties every list in a value, in depth. */
function empty(value) {
  if (typeof value !== 'object' || value === null) return;
  Object.values(value).forEach(empty);
  if (Array.isArray(value)) value.length = 0;
}

/** Takes a step, and tells what came of it; `calls` holds what each step before it was given and gave. */
function take(step, api, calls) {
  const call = { step, args: [], result: undefined };
  calls.push(call);
  if ('wait' in step) world.now += step.wait;
  if (step.change === 'arguments') calls[step.of].args.forEach(empty);
  if (step.change === 'result')
    for (const name in calls[step.of].result) delete calls[step.of].result[name];
  if ('read' in step) {
    call.result = api[step.read];
    const first = calls.find((one) => one.step.read === step.read);
    return { returned: first.result === call.result };
  }
  if (!('call' in step)) return { returned: { $undefined: true } };
  const results = calls.map(({ result }) => result);
  call.args = step.args.map((argument) => filled(argument, results));
  const before = JSON.stringify(call.args);
  const seen = called(step.call, api, call);
  return JSON.stringify(call.args) === before ? seen : { ...seen, changed: call.args };
}

function called(path, api, call) {
  const [namespace, method] = path.split('.');
  try {
    call.result = api[namespace][method](...call.args);
    return { returned: observed(call.result, api) };
  } catch ({ name, message }) {
    return { threw: { name, message, isError: true } };
  }
}

/** One world: its time, its cache, and the transaction that is under way. */
let world;

/** Executes a handler, and notes what the transaction has come to. */
function execute(action, handler) {
  const { event, asked } = world;
  Object.assign(asked, { url: undefined, challenge: undefined });
  const api = createApi({ event, asked, world });
  const execution = { action, handler, event: structuredClone(event), observations: [] };
  const calls = [];
  world.state = `state-${(world.redirects += 1)}`;
  world.executions.push(execution);
  for (const [index, step] of world.actions[action][handler].entries()) {
    send({ method: 'step', params: { action, handler, index } });
    if ('throw' in step) return (world.outcome = { status: 'failed', message: step.throw });
    execution.observations.push(take(step, api, calls));
  }
  return (world.outcome = outcomeOf(asked, world));
}

/** Executes actions until the transaction ends or pauses. */
function advance() {
  while (world.outcome.status === 'completed' && world.next < world.actions.length) {
    world.next += 1;
    execute(world.next - 1, 'execute');
  }
}

/** What becomes of a step of the user: a reason, where the transaction does not wait for it. */
function resume({ wait = 0, completes, returns }) {
  const { asked, outcome, event } = world;
  world.now += wait;
  if (completes) {
    if (!outcome.factors.some((factor) => kindOf(factor) === kindOf(completes)))
      return 'not on offer';
    world.completed.push(kindOf(completes));
    asked.challenge = undefined;
    world.outcome = outcomeOf(asked, world);
  }
  if (returns) {
    const { state } = { ...returns.query, ...returns.body };
    if (outcome.status !== 'redirected' || state !== world.state) return 'not of this redirect';
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
      asked: {},
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
