import fc from 'fast-check';
import { event as drawnEvent } from '../draw/events.ts';
import type { Json, JsonObject } from '../language/json.ts';
import { listSingleChanges } from './single-changes.ts';
import { ATTACK_URL, listAttackDocuments, listAttackUrls } from './markers.ts';
import { FORGED_TOKEN, TOKEN } from './run-visit.ts';
import {
  type Answer,
  type EventChange,
  START,
  type Visit,
  isValidVisit,
  listChanges,
  tokenKinds,
} from './visit.ts';
import type { Vocabulary } from './vocabulary.ts';

const HOUR = 3_600_000;

/** The longest id of a user that is drawn, in bytes: those of the usual databases and providers are shorter. */
const LONGEST_USER_ID = 40;

/** More than a record of the cache can hold. */
const LONG_TEXT = 'A long answer. '.repeat(300);

/** The most single changes, and the most single answers, that are tried. */
const MOST_PLAIN = 300;

/** An answer of a user to whom nothing goes wrong. */
export function createGoodAnswer(vocabulary: Vocabulary): Answer {
  return {
    token: 'valid',
    claims: createRecord(vocabulary.listMemberNames('claims'), () => true),
    fields: createRecord(vocabulary.listMemberNames('prompt', 'fields'), () => 'yes'),
  };
}

function createRecord(names: readonly string[], getValue: (index: number) => Json): JsonObject {
  const own = new Set(['iss', 'sub', 'iat', 'exp', 'state', 'nbf']);
  const all = names.filter((name) => !own.has(name) && !name.startsWith('$'));
  return Object.fromEntries(all.map((name, index) => [name, getValue(index)]));
}

/** Lists the parameters of a return that the continue handlers read. */
function listParameters(vocabulary: Vocabulary): string[] {
  const names = ['query', 'body'].flatMap((part) =>
    vocabulary.listMemberNames('continue', 'request', part),
  );
  return [...new Set(names)].filter((name) => name !== 'state');
}

/** Lists the parameters that may hold a token: those whose names say so, if there are many. */
function listTokenNames(parameters: readonly string[]): readonly string[] {
  return parameters.length <= 4
    ? parameters
    : parameters.filter((name) => /token|jwt|assertion|proof/i.test(name));
}

/** Changes of the event that lead to a pause. */
export type EventChanges = readonly EventChange[];

/**
 * Lists visits that try each single thing: the sample event, each change of it, each way to return, and each loss of the cache.
 *
 * @param bases - The changes with which the user answers: with each of them, the actions ask the user for something.
 */
export function listPlainVisits(vocabulary: Vocabulary, bases: readonly EventChanges[]): Visit[] {
  const good = createGoodAnswer(vocabulary);
  const answers = [good, good, good];
  const parameters = listParameters(vocabulary);
  const claims = vocabulary.listMemberNames('claims');
  const fields = vocabulary.listMemberNames('prompt', 'fields');
  const values = ['true', '1', 'yes', 'ok', 'success', ...vocabulary.texts.slice(0, 30)];
  const attacks = [...listAttackDocuments(vocabulary.names), ...listAttackUrls(vocabulary.texts)];
  const returns: Answer[] = [
    {},
    { method: 'POST' },
    ...tokenKinds.map((token) => ({ ...good, token })),
    { ...good, wait: 16 * 60_000 },
    ...values.map((value): Answer => ({ parameters: createRecord(parameters, () => value) })),
    ...attacks
      .slice(0, 12)
      .map((value) => ({ ...good, parameters: createRecord(parameters, () => value) })),
    ...[false, ...values].map((value) => ({ ...good, claims: createRecord(claims, () => value) })),
    ...values.map((value) => ({ ...good, fields: createRecord(fields, () => value) })),
    { ...good, fields: {} },
    { ...good, fields: createRecord(fields, () => LONG_TEXT) },
    ...[1, 2, 3].map((factor) => ({ ...good, factor })),
    ...parameters.map((name) => ({
      parameters: { [name]: FORGED_TOKEN },
      claims: createRecord(vocabulary.names, () => true),
    })),
    ...listTokenNames(parameters).flatMap((name) =>
      values.map((value) => ({
        parameters: { ...createRecord(parameters, () => value), [name]: FORGED_TOKEN },
        claims: createRecord(vocabulary.names, () => true),
      })),
    ),
    ...parameters.flatMap((name) =>
      [...values, ...attacks, TOKEN].map((value): Answer => ({ parameters: { [name]: value } })),
    ),
  ];
  const changes = listSingleChanges(vocabulary);
  return [
    { changes: [], answers },
    { changes: [], answers: [] },
    ...changes.slice(0, MOST_PLAIN).map((change): Visit => ({ changes: [change], answers })),
    ...bases.flatMap((base) =>
      returns
        .slice(0, MOST_PLAIN)
        .map((answer): Visit => ({ changes: base, answers: [answer, good] })),
    ),
    ...(['all', 'earlier'] as const).map((loses): Visit => ({
      changes: [],
      answers,
      loses,
      repeats: 2,
    })),
    ...[0, 1000, 16 * 60_000, 25 * HOUR].map((gap): Visit => ({
      changes: [],
      answers,
      repeats: 5,
      gap,
    })),
    ...bases.flatMap((base) =>
      [{}, good, { ...good, token: 'forged' as const }].map((answer): Visit => ({
        changes: base,
        answers: [answer],
        insists: true,
      })),
    ),
    ...[...Array(12).keys()].map((step): Visit => ({
      changes: [],
      answers,
      now: START + step * 2 * HOUR + step * 24 * HOUR * 30,
    })),
  ];
}

/** Lists visits in which one of the secrets and settings, given as paths of the event, has no value. */
export function listUnsetVisits(
  vocabulary: Vocabulary,
  bases: readonly EventChanges[],
  settings: readonly (readonly string[])[],
): Visit[] {
  const good = createGoodAnswer(vocabulary);
  const attack = vocabulary
    .listMemberNames('request', 'query')
    .map((name): EventChange => ({ path: ['request', 'query', name], value: ATTACK_URL }));
  const starts = attack.length === 0 ? [[], ...bases] : [[], attack, ...bases];
  return settings.flatMap((path) => [
    ...starts.map((base): Visit => ({
      changes: [...base, { path }],
      answers: [good, good, good],
    })),
    ...bases.map((base): Visit => ({
      changes: [...base, { path }],
      answers: [{}],
      insists: true,
    })),
  ]);
}

/** Draws visits that combine everything. */
export function drawVisits(vocabulary: Vocabulary, runs: number, seed: number): Visit[] {
  return fc.sample(createVisitArbitrary(vocabulary), { numRuns: runs, seed });
}

function createVisitArbitrary(vocabulary: Vocabulary): fc.Arbitrary<Visit> {
  const candidates = listSingleChanges(vocabulary);
  const answer = createAnswerArbitrary(vocabulary);
  const few =
    candidates.length === 0
      ? fc.constant<EventChange[]>([])
      : fc.uniqueArray(fc.constantFrom(...candidates), {
          maxLength: 5,
          selector: ({ path }) => path.join('.'),
        });
  const whole = drawnEvent.map((event) =>
    listChanges(event as JsonObject)
      .filter(({ path }) => isRead(path, vocabulary))
      .filter(
        ({ path, value }) =>
          path.join('.') !== 'user.user_id' || Buffer.byteLength(String(value)) <= LONGEST_USER_ID,
      ),
  );
  const gap = fc.constantFrom(0, 1000, 60_000, 16 * 60_000, 25 * HOUR);
  const maybe = <T>(value: fc.Arbitrary<T>, freq = 3) => fc.option(value, { nil: undefined, freq });
  return fc
    .record({
      changes: fc.oneof(
        { weight: 3, arbitrary: few },
        { weight: 1, arbitrary: whole },
        { weight: 1, arbitrary: fc.tuple(few, whole).map(([some, all]) => [...all, ...some]) },
      ),
      answers: fc.array(answer, { maxLength: 3 }),
      insists: maybe(fc.constant(true as const), 8),
      loses: maybe(fc.constantFrom<'all' | 'earlier'>('all', 'earlier')),
      repeats: maybe(fc.integer({ min: 1, max: 4 }), 2),
      gap: maybe(gap, 2),
      now: maybe(fc.integer({ min: 0, max: 8760 }).map((hours) => START + hours * HOUR)),
    })
    .map(({ repeats, ...drawn }) => {
      // A loop is long enough by itself.
      const more = drawn.insists ? undefined : repeats;
      return dropInvalid(dropUndefined({ ...drawn, repeats: more }) as unknown as Visit);
    });
}

function createAnswerArbitrary(vocabulary: Vocabulary): fc.Arbitrary<Answer> {
  const values = [
    'true',
    'false',
    '1',
    '',
    ...vocabulary.texts,
    ...listAttackUrls(vocabulary.texts),
  ];
  const good = createGoodAnswer(vocabulary);
  const drawRecord = (names: readonly string[], drawn: readonly Json[]) =>
    fc
      .array(fc.constantFrom(...drawn), { minLength: names.length, maxLength: names.length })
      .map((list) => createRecord(names, (index) => list[index] ?? ''));
  const other = fc
    .record({
      wait: fc.option(fc.constantFrom(1000, 16 * 60_000, 25 * HOUR), { nil: undefined, freq: 3 }),
      method: fc.option(fc.constant('POST' as const), { nil: undefined, freq: 2 }),
      token: fc.option(fc.constantFrom(...tokenKinds), { nil: undefined, freq: 3 }),
      claims: drawRecord(vocabulary.listMemberNames('claims'), [true, ...vocabulary.listValues()]),
      parameters: drawRecord(listParameters(vocabulary), [...values, TOKEN, FORGED_TOKEN]),
      fields: drawRecord(vocabulary.listMemberNames('prompt', 'fields'), values),
      factor: fc.integer({ min: 0, max: 3 }),
    })
    .map((drawn) => dropUndefined(drawn) as Answer);
  return fc.oneof({ weight: 1, arbitrary: fc.constant(good) }, { weight: 2, arbitrary: other });
}

function isRead(path: readonly string[], vocabulary: Vocabulary): boolean {
  return path.every((_, depth) => vocabulary.reads(...path.slice(0, depth + 1)));
}

function dropUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

/** Drops the changes that together make the event invalid. */
function dropInvalid(visit: Visit): Visit {
  if (isValidVisit(visit)) return visit;
  const changes = visit.changes.filter((change) => isValidVisit({ ...visit, changes: [change] }));
  const left = { ...visit, changes };
  return isValidVisit(left) ? left : { ...visit, changes: changes.slice(0, 1) };
}
