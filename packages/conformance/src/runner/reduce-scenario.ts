import { type Json, mapJson } from '../language/json.ts';
import type { ActionScript, Scenario, Step, TransactionScript } from '../language/scenario.ts';

/** A scenario with one part left out; `undefined` if another part refers to it. */
type Reduction = () => Scenario | undefined;

/**
 * Lists the smaller scenarios that lack one part of a scenario: transactions, actions, steps of the user, continue handlers and steps.
 * Large parts come first, and later parts before earlier ones.
 */
export function* listSmallerScenarios(scenario: Scenario): Generator<Scenario> {
  for (const reduce of listReductions(scenario)) {
    const smaller = reduce();
    if (smaller) yield smaller;
  }
}

function* listReductions(scenario: Scenario): Generator<Reduction> {
  const { order, ...withoutOrder } = scenario;
  if (order) yield () => withoutOrder;
  for (const [from, to] of listChunks(scenario.transactions.length, 1))
    yield () => dropTransactions(scenario, from, to);
  for (const [number, script] of scenario.transactions.entries()) {
    const replace = (smaller: TransactionScript | undefined) =>
      smaller && { ...scenario, transactions: scenario.transactions.with(number, smaller) };
    yield* Array.from(listTransactionReductions(script), (reduce) => () => replace(reduce()));
  }
  for (const [from, to] of listChunks(order?.length ?? 0))
    yield () => ({ ...scenario, order: dropItems(order ?? [], from, to) });
}

function* listTransactionReductions(
  script: TransactionScript,
): Generator<() => TransactionScript | undefined> {
  const { actions, user } = script;
  for (const [from, to] of listChunks(user.length))
    yield () => ({ ...script, user: dropItems(user, from, to) });
  for (const [from, to] of listChunks(actions.length, 1))
    yield () => ({ ...script, actions: dropItems(actions, from, to) });
  if (actions.some(({ execute }) => execute.some(isRedirect))) yield () => dropRedirects(script);
  for (const [number, action] of actions.entries()) {
    const replace = (smaller: ActionScript | undefined) =>
      smaller && { ...script, actions: actions.with(number, smaller) };
    const { execute, continue: resumed } = action;
    if (resumed) yield () => replace({ execute });
    for (const [from, to] of listChunks(resumed?.length ?? 0)) {
      yield () => {
        const steps = dropSteps(resumed ?? [], from, to);
        return replace(steps && { ...action, continue: steps });
      };
    }
    for (const [from, to] of listChunks(execute.length)) {
      yield () => {
        const steps = dropSteps(execute, from, to);
        return replace(steps && { ...action, execute: steps });
      };
    }
  }
}

/** Drops the redirects with all that belongs to them: the continue handlers and the returns. */
function dropRedirects({ actions, user, ...others }: TransactionScript): TransactionScript {
  return {
    ...others,
    actions: actions.map((action) => {
      const step = action.execute.findIndex(isRedirect);
      const execute = step < 0 ? undefined : dropSteps(action.execute, step, step + 1);
      return execute ? { execute } : action;
    }),
    user: user.filter((step) => !('returns' in step)),
  };
}

function isRedirect(step: Step): boolean {
  return 'call' in step && step.call === 'redirect.sendUserTo';
}

/** Lists ranges of a list: the whole, the halves, their halves and so on, the last ones first. At least `kept` items stay. */
function* listChunks(length: number, kept = 0): Generator<[from: number, to: number]> {
  for (let size = length - kept; size >= 1; size = Math.floor(size / 2)) {
    for (let to = length; to >= size; to -= size) yield [to - size, to];
  }
}

function dropItems<T>(items: readonly T[], from: number, to: number): T[] {
  return [...items.slice(0, from), ...items.slice(to)];
}

/** Drops steps, and renumbers the references of the others. Returns `undefined` if one of them refers to a dropped step. */
function dropSteps(steps: readonly Step[], from: number, to: number): Step[] | undefined {
  const renumber = createRenumbering(from, to);
  const kept = dropItems(steps, from, to).map((step) => {
    if ('change' in step) return { ...step, of: renumber(step.of) };
    if (!('call' in step)) return step;
    const args = renumberMember(step.args, '$result', renumber) as Json[];
    return { ...step, args };
  });
  return renumber.isBroken() ? undefined : kept;
}

/** Drops transactions, and renumbers the order and the states of the others. */
function dropTransactions(scenario: Scenario, from: number, to: number): Scenario | undefined {
  const renumber = createRenumbering(from, to);
  const isKept = (number: number) => number < from || number >= to;
  const transactions = renumberMember(
    dropItems(scenario.transactions, from, to) as unknown as Json,
    'transaction',
    renumber,
  ) as unknown as TransactionScript[];
  if (renumber.isBroken()) return undefined;
  const { order, ...others } = scenario;
  return { ...others, transactions, ...(order && { order: order.filter(isKept).map(renumber) }) };
}

/** Renumbers the items behind a dropped range, and notes whether it was given the number of a dropped item. */
function createRenumbering(from: number, to: number) {
  let broken = false;
  const renumber = (number: number): number => {
    if (number >= from && number < to) broken = true;
    return number < to ? number : number - (to - from);
  };
  return Object.assign(renumber, { isBroken: () => broken });
}

/** Renumbers a member of the placeholders in a template. */
function renumberMember(
  template: Json,
  name: '$result' | 'transaction',
  renumber: (number: number) => number,
): Json {
  return mapJson(template, (object) => {
    const isPlaceholder = Object.keys(object).some((member) => member.startsWith('$'));
    const number = object[name];
    return isPlaceholder && typeof number === 'number'
      ? { with: { ...object, [name]: renumber(number) } }
      : undefined;
  }) as Json;
}
