import { type Json, type JsonObject, isObject } from '../language/json.ts';
import { type Answer, type EventChange, type Visit, isValidVisit } from './visit.ts';

/** The most visits that are tried to make one smaller. */
const MOST_TRIALS = 120;

/**
 * Makes a visit smaller as long as it still shows the same.
 *
 * @param showsSame - Whether a visit shows the same.
 */
export async function shrinkVisit(
  visit: Visit,
  showsSame: (smaller: Visit) => Promise<boolean>,
): Promise<Visit> {
  let smallest = visit;
  let trials = 0;
  for (;;) {
    let isSmaller = false;
    for (const candidate of listSmaller(smallest)) {
      if (!isValidVisit(candidate)) continue;
      if (trials === MOST_TRIALS) return smallest;
      trials += 1;
      if (!(await showsSame(candidate))) continue;
      smallest = candidate;
      isSmaller = true;
      break;
    }
    if (!isSmaller) return smallest;
  }
}

/** Lists visits that are smaller in one way, those that leave out most first. */
function* listSmaller(visit: Visit): Generator<Visit> {
  const { changes, answers } = visit;
  if (changes.length > 1) yield { ...visit, changes: [] };
  if (answers.length > 1) yield { ...visit, answers: [] };
  for (const name of ['loses', 'repeats', 'gap', 'now', 'insists'] as const)
    if (visit[name] !== undefined) yield omit(visit, name);
  if ((visit.repeats ?? 0) > 1) {
    yield { ...visit, repeats: 1 };
    yield { ...visit, repeats: Number(visit.repeats) - 1 };
  }
  if (visit.loses === 'all') yield { ...visit, loses: 'earlier' };
  for (const index of changes.keys()) yield { ...visit, changes: removeItem(changes, index) };
  for (const index of answers.keys()) yield { ...visit, answers: removeItem(answers, index) };
  for (const [index, answer] of answers.entries())
    for (const smaller of listSmallerAnswers(answer))
      yield { ...visit, answers: replaceItem(answers, index, smaller) };
  for (const [index, change] of changes.entries())
    for (const smaller of listSmallerChanges(change))
      yield { ...visit, changes: replaceItem(changes, index, smaller) };
}

function* listSmallerAnswers(answer: Answer): Generator<Answer> {
  for (const name of [
    'wait',
    'method',
    'parameters',
    'claims',
    'fields',
    'factor',
    'token',
  ] as const)
    if (answer[name] !== undefined) yield omit(answer, name);
  if (answer.token === 'forged' || answer.token === 'expired') yield { ...answer, token: 'valid' };
  for (const name of ['parameters', 'claims', 'fields'] as const)
    for (const half of listHalves(answer[name] ?? {})) yield { ...answer, [name]: half };
  for (const name of ['parameters', 'claims', 'fields'] as const)
    for (const member of Object.keys(answer[name] ?? {}))
      yield { ...answer, [name]: omit(answer[name] ?? {}, member) };
}

/** Lists the halves of an object of many members. */
function listHalves(object: JsonObject): JsonObject[] {
  const members = Object.entries(object);
  const middle = Math.floor(members.length / 2);
  if (members.length < 4) return [];
  return [members.slice(middle), members.slice(0, middle)].map((half) => Object.fromEntries(half));
}

/** Lists simpler changes. The absence of a member is the simplest. */
function* listSmallerChanges({ path, value }: EventChange): Generator<EventChange> {
  if (value === undefined) return;
  yield { path };
  for (const smaller of listSmallerValues(value)) yield { path, value: smaller };
}

function* listSmallerValues(value: Json): Generator<Json> {
  if (Array.isArray(value)) {
    if (value.length > 1)
      for (const index of value.keys()) yield removeItem(value as Json[], index);
  } else if (typeof value === 'object' && value !== null) {
    for (const name of Object.keys(value)) yield omit(value as JsonObject, name) as Json;
    for (const [name, member] of Object.entries(value))
      if (isObject(member))
        for (const smaller of listSmallerValues(member)) yield { ...value, [name]: smaller };
  } else if (typeof value === 'string' && value.length > 1 && !value.includes('://')) {
    if (!/^[a-z]{1,4}$/.test(value)) yield 'a';
  }
}

function omit<T extends object>(object: T, name: keyof T): T {
  const { [name]: _, ...rest } = object;
  return rest as T;
}

function removeItem<T>(list: readonly T[], index: number): T[] {
  return list.filter((_, at) => at !== index);
}

function replaceItem<T>(list: readonly T[], index: number, item: T): T[] {
  return list.map((one, at) => (at === index ? item : one));
}
