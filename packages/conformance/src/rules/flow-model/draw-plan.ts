import type { Edition, FactorSelector } from '@post-challenge/spec';
import fc from 'fast-check';
import { event, userId } from '../../draw/events.ts';
import { factor, factors } from '../../draw/factors.ts';
import { formFields, formId } from '../../draw/forms.ts';
import { returnMethod, returnedData, wrongState } from '../../draw/returns.ts';
import { text, word } from '../../draw/text.ts';
import { plainQuery, plainUrl } from '../../draw/urls.ts';
import type { Json, JsonObject } from '../../language/json.ts';
import { eventWith } from '../../language/sample-event.ts';
import type { Step, Template } from '../../language/scenario.ts';
import { render } from '../prompt.ts';
import { call } from '../scenarios.ts';
import { refusedCall } from '../shared/trouble.ts';

/** A part of a handler. A handler is made of the parts that may follow each other. */
export type Part =
  | { readonly part: 'steps'; readonly steps: readonly Step[] }
  | { readonly part: 'challenge'; readonly first: FactorSelector; readonly more: FactorSelector[] }
  | { readonly part: 'choice'; readonly list: FactorSelector[] }
  | { readonly part: 'redirect' | 'form' | 'result' | 'deny' | 'throw'; readonly step: Step };

/** A step of the user. `answer` answers the pause, whichever it is. */
export type UserPlan =
  | { readonly user: 'answer'; readonly pick: number; readonly request: ReturnedRequest }
  | { readonly user: 'factor'; readonly pick: number }
  | { readonly user: 'return'; readonly state: DrawnState; readonly request: ReturnedRequest }
  | { readonly user: 'wait'; readonly wait: number };

interface ReturnedRequest {
  readonly method: 'GET' | 'POST';
  readonly query: JsonObject;
  readonly body: JsonObject;
}

/** The state of a return: a wrong one, that of the other transaction, or that of the own redirect if it does not wait. */
type DrawnState = 'foreign' | 'own' | { readonly state: Json | undefined };

/** The plan of a transaction. */
export interface TransactionPlan {
  readonly event: Template;
  readonly actions: readonly { readonly execute: Part[]; readonly continue?: Part[] }[];
  readonly user: readonly UserPlan[];
}

const plain = { noNullPrototype: true } as const;

const key = fc.constantFrom('key', 'a', 'A');
const cacheStep: fc.Arbitrary<Step> = fc.oneof(
  key.map((name) => call('cache.get', name)),
  fc.tuple(key, word(1, 4)).map(([name, value]) => call('cache.set', name, value)),
  key.map((name) => call('cache.delete', name)),
  refusedCall,
);

/** The options of a method that takes a URL; undefined if there are none. */
const urlOptions = fc.oneof(
  fc.constant(undefined),
  plainQuery.map((query) => ({ query })),
);

function drawUrlStep(
  part: 'redirect' | 'result',
  method: 'redirect.sendUserTo' | 'transaction.setResultUrl',
): fc.Arbitrary<Part> {
  return fc
    .tuple(plainUrl, urlOptions)
    .map(([url, options]) => ({ part, step: call(method, url, options) }));
}

const parts: fc.WeightedArbitrary<Part>[] = [
  {
    weight: 8,
    arbitrary: cacheStep.map((step): Part => ({ part: 'steps', steps: [step] })),
  },
  {
    weight: 4,
    arbitrary: fc
      .integer({ min: 1, max: 3 })
      .map((turn): Part => ({ part: 'steps', steps: [{ turn }] })),
  },
  {
    weight: 14,
    arbitrary: fc
      .tuple(factor, factors(0, 2))
      .map(([first, more]): Part => ({ part: 'challenge', first, more })),
  },
  { weight: 8, arbitrary: factors(1, 3).map((list): Part => ({ part: 'choice', list })) },
  { weight: 11, arbitrary: drawUrlStep('redirect', 'redirect.sendUserTo') },
  { weight: 6, arbitrary: drawUrlStep('result', 'transaction.setResultUrl') },
  {
    weight: 5,
    arbitrary: fc
      .oneof(
        fc.constantFrom('no', 'Not from here.', 'Nein, «überhaupt» nicht.'),
        text(64).filter((reason) => reason !== ''),
      )
      .map((reason): Part => ({ part: 'deny', step: call('access.deny', reason) })),
  },
  {
    weight: 2,
    arbitrary: fc.constant<Part>({ part: 'throw', step: { throw: 'out of order' } }),
  },
];

const form: fc.WeightedArbitrary<Part> = {
  weight: 14,
  arbitrary: fc
    .tuple(formId, fc.option(formFields, { nil: undefined }))
    .map(([id, fields]): Part => ({ part: 'form', step: render(id, fields && { fields }) })),
};

/** Draws an action of an edition. */
function drawAction(edition: Edition) {
  const part = fc.oneof(...parts, ...(edition === '2025' ? [] : [form]));
  const handler = fc.array(part, { maxLength: 3, size: '+1' });
  return fc.record(
    { execute: handler, continue: handler },
    { requiredKeys: ['execute'], ...plain },
  );
}

const request = fc.record(
  {
    method: returnMethod,
    query: fc.oneof(fc.constant<JsonObject>({}), returnedData),
    body: fc.oneof(fc.constant<JsonObject>({}), returnedData),
  },
  plain,
);

const pick = fc.nat({ max: 9 });
const drawnState: fc.Arbitrary<DrawnState> = fc.oneof(
  wrongState.map((state) => ({ state })),
  fc.constantFrom<DrawnState>('foreign', 'own'),
);

const userStep: fc.Arbitrary<UserPlan> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ user: fc.constant('answer' as const), pick, request }, plain),
  },
  { weight: 2, arbitrary: fc.record({ user: fc.constant('factor' as const), pick }, plain) },
  {
    weight: 3,
    arbitrary: fc.record(
      { user: fc.constant('return' as const), state: drawnState, request },
      plain,
    ),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(1000, 59_000, 600_000)
      .map((wait): UserPlan => ({ user: 'wait', wait })),
  },
);

/** An event with its own user, secrets and configuration. */
const ownEvent = fc
  .tuple(userId, word(1, 8))
  .map(([user_id, name]) =>
    eventWith({ user: { user_id }, secrets: { OWNER: name }, configuration: { owner: name } }),
  );

/** Draws the plan of a transaction. */
export function drawPlan(edition: Edition): fc.Arbitrary<TransactionPlan> {
  return fc.record(
    {
      event: fc.oneof({ weight: 3, arbitrary: ownEvent }, { weight: 1, arbitrary: event }),
      actions: fc.array(drawAction(edition), { minLength: 1, maxLength: 4, size: '+1' }),
      user: fc.array(userStep, { maxLength: 6, size: '+1' }),
    },
    plain,
  );
}
