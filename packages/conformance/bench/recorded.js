import { createPostChallenge } from '@post-challenge/reference';
import { checkConformance, fromApi } from '../dist/index.js';

/** @import { Outcome } from '@post-challenge/spec' */
/** @import { ConformanceOptions } from '../dist/check.js' */
/** @import { Created, CreateInput } from '../dist/from-api.js' */

/** @typedef {{ returned: unknown } | { threw: unknown } | { returnedApi: true }} Answer */
/** @typedef {{ answers: Answer[], outcome?: Outcome }} Recording - What one execution answered, in order. */

/**
 * An implementation that costs nothing: it gives back, in order, what the reference has answered before.
 *
 * @param {ConformanceOptions} options - How it is going to be checked, each time after it was rewound.
 */
export async function recorded(options) {
  const recordings = await recordingsOf(options);
  /** @type {Recording[]} */
  let left = [];
  const { api, play } = player();
  const create = () => {
    const recording = left.pop();
    play(recording?.answers ?? []);
    return { api, outcome: () => /** @type {Outcome} */ (recording?.outcome) };
  };
  return {
    implementation: fromApi({ name: 'recorded', create }),
    /** Begins again with copies, since the suite changes what it is given; all have to be used up by then. */
    rewind() {
      if (left.length > 0) throw new Error(`${left.length} executions were not asked for.`);
      left = recordings.map(copyOf).toReversed();
    },
    /** The first one shows what the implementation can do, and belongs to no rule. */
    scenarios: recordings.length - 1,
  };
}

/** @param {ConformanceOptions} options */
async function recordingsOf(options) {
  /** @type {Recording[]} */
  const recordings = [];
  const create = (/** @type {CreateInput} */ input) => {
    /** @type {Recording} */
    const recording = { answers: [] };
    recordings.push(recording);
    return recordedAs(recording, createPostChallenge(input));
  };
  await checkConformance(fromApi({ name: 'recorder', create }), options);
  return recordings;
}

/**
 * The execution itself, but that what it answers is kept.
 *
 * @param {Recording} recording
 * @param {Required<Created>} made
 * @returns {Created}
 */
function recordedAs(recording, { api, outcome }) {
  const recorder = everyMethod((namespace, method, args) => {
    try {
      const returned = Reflect.get(Reflect.get(api, namespace), method)(...args);
      recording.answers.push(returned === api ? { returnedApi: true } : copyOf({ returned }));
      return returned === api ? recorder : returned;
    } catch (threw) {
      recording.answers.push({ threw });
      throw threw;
    }
  });
  return {
    api: recorder,
    outcome: async () => {
      const told = await outcome();
      recording.outcome = structuredClone(told);
      return told;
    },
  };
}

/** An `api` object that gives the answers it is told to. */
function player() {
  /** @type {Answer[]} */
  let answers = [];
  let next = 0;
  const api = everyMethod(() => {
    const answer = /** @type {Answer} */ (answers[next]);
    next += 1;
    if ('threw' in answer) throw answer.threw;
    return 'returned' in answer ? answer.returned : api;
  });
  const play = (/** @type {Answer[]} */ given) => {
    answers = given;
    next = 0;
  };
  return { api, play };
}

const methods = {
  access: ['deny'],
  authentication: ['challengeWith', 'challengeWithAny'],
  cache: ['get', 'set', 'delete'],
  redirect: ['encodeToken', 'sendUserTo', 'validateToken'],
  transaction: ['setResultUrl'],
};

/**
 * @param {(namespace: string, method: string, args: readonly unknown[]) => unknown} call
 * @returns {object}
 */
function everyMethod(call) {
  const namespaces = Object.entries(methods).map(([namespace, names]) => {
    const members = names.map((name) => [
      name,
      (/** @type {unknown[]} */ ...args) => call(namespace, name, args),
    ]);
    return [namespace, Object.fromEntries(members)];
  });
  return Object.fromEntries(namespaces);
}

/**
 * A copy of a recording or an answer; errors, which a copy would not be, are kept.
 *
 * @template T
 * @param {T} value
 * @returns {T}
 */
function copyOf(value) {
  if (typeof value !== 'object' || value === null || value instanceof Error) return value;
  if (Array.isArray(value)) return /** @type {T} */ (value.map(copyOf));
  const members = Object.entries(value).map(([name, member]) => [name, copyOf(member)]);
  return /** @type {T} */ (Object.fromEntries(members));
}
