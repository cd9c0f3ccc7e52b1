import { type FactorSelector, type MethodName, factorTypes } from '@post-challenge/spec';
import fc from 'fast-check';
import { createReturn, returnMethod } from '../draw/returns.ts';
import { START } from '../draw/times.ts';
import { sampleEvent } from '../language/sample-event.ts';
import type { JsonObject } from '../language/json.ts';
import type {
  ActionScript,
  CompletesStep,
  ReturnsStep,
  Scenario,
  Step,
  SubmitsStep,
  Template,
  TransactionScript,
  UserStep,
} from '../language/scenario.ts';

/** A step that calls a method; arguments that are undefined are left out. */
export function call(method: MethodName, ...args: (object | string | number | undefined)[]): Step {
  return { call: method, args: args.filter((argument) => argument !== undefined) as Template[] };
}

/** A step that lets time pass. */
export function wait(milliseconds: number): Step {
  return { wait: milliseconds };
}

/** The steps that await turns of the event loop: one, or none if there is no turn. */
export function awaitTurns(turn: number): Step[] {
  return turn > 0 ? [{ turn }] : [];
}

/** How long the user is away, in milliseconds. */
export const away = fc.constantFrom(0, 0, 1000, 59_000, 600_000);

/** The steps of a user who is away: none if no time passes. */
export function stayAway(milliseconds: number): UserStep[] {
  return milliseconds > 0 ? [{ wait: milliseconds }] : [];
}

/** A step that sends the user away. */
export const redirectStep: Step = call('redirect.sendUserTo', 'https://verify.example.com/');

/** An action that does nothing. */
export const noopAction: ActionScript = { execute: [] };

/** Several actions that do nothing. */
export function noopActions(count: number): ActionScript[] {
  return Array.from({ length: count }, () => noopAction);
}

/** An action that sends the user away, and does these steps when the user returns. */
export function redirectAndContinue(steps: readonly Step[] = []): ActionScript {
  return { execute: [redirectStep], continue: steps };
}

/** The user's return, with the state of the n-th redirect. */
export function returnUser(
  redirect = 0,
  request: Partial<ReturnsStep['returns']> = {},
): ReturnsStep {
  return createReturn({ $state: redirect }, request);
}

/** The user completes a factor. */
export function completeFactor({ type }: FactorSelector): CompletesStep {
  return { completes: { type } };
}

/** The user submits a form with some fields. */
export function submitForm(fields: JsonObject = {}): SubmitsStep {
  return { submits: { fields } };
}

/** A transaction: its actions, the steps of the user and the event. */
export function transaction(
  actions: readonly ActionScript[],
  user: readonly UserStep[] = [],
  event: Template = sampleEvent,
): TransactionScript {
  return { event, actions, user };
}

/** A scenario of these transactions. */
export function createScenario(transactions: readonly TransactionScript[], now = START): Scenario {
  return { now, factors: [...factorTypes], transactions };
}

/** A scenario of one execution, and of a continue handler if the steps redirect. Waits of 0 ms are left out. */
export function oneExecution(
  steps: readonly Step[],
  { now = START, event = sampleEvent }: { now?: number; event?: Template } = {},
): Scenario {
  const execute = steps.filter((step) => !('wait' in step && step.wait === 0));
  return createScenario([transaction([createAction(execute)], [], event)], now);
}

/** An action of these steps. It can continue if they redirect or render a form. */
export function createAction(execute: readonly Step[]): ActionScript {
  const canContinue = execute.some((step) => 'call' in step && isContinued(step.call));
  return { execute, ...(canContinue && { continue: [] }) };
}

/** Whether a method pauses the transaction until its action continues. */
export function isContinued(method: MethodName): boolean {
  return method === 'redirect.sendUserTo' || method === 'prompt.render';
}

/** Where in a transaction some steps are done: by which action, in which handler. */
export interface Placement {
  /** The number of actions before. */
  readonly before: number;
  /** The number of actions after. */
  readonly after: number;
  /** Whether an earlier action pauses the transaction. The redirect is left out if the steps are done in a continue handler. */
  readonly pause: 'none' | 'challenge' | 'redirect';
  /** Whether the steps are done in the continue handler, after a redirect. */
  readonly inContinue: boolean;
  /** The turns of the event loop that the handler awaits before the steps: a host must wait for it. */
  readonly turn: number;
  /** How long the user is away at each pause, in milliseconds. */
  readonly away: number;
  /** The method with which the user returns. */
  readonly method: 'GET' | 'POST';
  /** The parameters of the return besides the state. A POST has them in the body, too. */
  readonly query?: JsonObject;
  /** The steps of the continue handler of an earlier action that redirects. */
  readonly resumed?: readonly Step[];
}

/** A placement with at least one later action. */
export const placement: fc.Arbitrary<Placement> = fc.record(
  {
    before: fc.integer({ min: 0, max: 1 }),
    after: fc.integer({ min: 1, max: 2 }),
    pause: fc.constantFrom<Placement['pause']>('none', 'none', 'challenge', 'redirect'),
    inContinue: fc.boolean(),
    turn: fc.integer({ min: 0, max: 2 }),
    away,
    method: returnMethod,
  },
  { noNullPrototype: true },
);

/** A transaction in which one action does the steps, at the placement, and the others do nothing or pause. */
function placeSteps(
  { before, after, pause, inContinue, turn, away, method, query = {}, resumed = [] }: Placement,
  steps: readonly Step[],
  user: readonly UserStep[] = [],
): TransactionScript {
  const placed = [...awaitTurns(turn), ...steps];
  const action = inContinue ? redirectAndContinue(placed) : createAction(placed);
  const body = method === 'POST' ? query : {};
  const comeBack = [...stayAway(away), returnUser(0, { method, query, body })];
  const pauseStep = pause === 'challenge' ? findOtherChallenge([...steps, ...user]) : undefined;
  const earlier =
    pause === 'redirect' && !inContinue ? redirectAndContinue(resumed) : pauseStep?.action;
  return transaction(
    [
      ...noopActions(earlier ? 0 : before),
      ...(earlier ? [earlier] : []),
      action,
      ...noopActions(after),
    ],
    [
      ...(earlier ? (pauseStep ? [...stayAway(away), pauseStep.answer] : comeBack) : []),
      ...(inContinue ? comeBack : []),
      ...(user.length > 0 ? stayAway(away) : []),
      ...user,
    ],
  );
}

/** Finds a challenge that has nothing to do with the steps: by another method, for a factor that they do not name. */
function findOtherChallenge(
  steps: readonly (Step | UserStep)[],
): { action: ActionScript; answer: UserStep } | undefined {
  const text = JSON.stringify(steps);
  const type = (['email', 'phone', 'webauthn-platform', 'webauthn-roaming'] as const).find(
    (name) => !text.includes(`"${name}"`),
  );
  if (!type) return undefined;
  const challenge = text.includes('"authentication.challengeWith"')
    ? call('authentication.challengeWithAny', [{ type }])
    : call('authentication.challengeWith', { type });
  return { action: { execute: [challenge] }, answer: completeFactor({ type }) };
}

/** A scenario of one transaction, made by {@link placeSteps}. */
export function createPlacedScenario(...parts: Parameters<typeof placeSteps>): Scenario {
  return createScenario([placeSteps(...parts)]);
}
