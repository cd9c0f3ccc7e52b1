import { sampleEvent, eventWith } from '../../language/sample-event.ts';
import { render } from '../prompt.ts';
import { call } from '../scenarios.ts';
import type { Part, TransactionPlan, UserPlan } from './draw-plan.ts';

const challenge: Part = { part: 'challenge', first: { type: 'otp' }, more: [{ type: 'email' }] };
const choice: Part = { part: 'choice', list: [{ type: 'phone' }, { type: 'webauthn-platform' }] };
const redirect: Part = {
  part: 'redirect',
  step: call('redirect.sendUserTo', 'https://verify.example.com/'),
};
const result: Part = {
  part: 'result',
  step: call('transaction.setResultUrl', 'https://app.example.com/done', { query: { ok: '1' } }),
};
const deny: Part = { part: 'deny', step: call('access.deny', 'no') };

const get = { method: 'GET', query: { from: 'there' }, body: {} } as const;
const post = { method: 'POST', query: { from: 'there' }, body: { form: 'sent' } } as const;
const answer: UserPlan = { user: 'answer', pick: 0, request: get };
const answerByPost: UserPlan = { user: 'answer', pick: 1, request: post };
const returnWithoutState: UserPlan = { user: 'return', state: { state: undefined }, request: get };
const returnAgain: UserPlan = { user: 'return', state: 'own', request: get };

function returnWithAltered(altered: 'cut' | 'case' | 'extended'): UserPlan {
  return { user: 'return', state: { state: { $state: 0, altered } }, request: post };
}

function planFor(name: string, plan: Omit<TransactionPlan, 'event'>): TransactionPlan {
  const event = eventWith({ user: { user_id: `auth0|${name}` }, secrets: { OWNER: name } });
  return { event, ...plan };
}

/** Sequences in which servers often go wrong. */
export const flowExamples: readonly {
  readonly plans: TransactionPlan[];
  readonly order: number[] | undefined;
}[] = [
  {
    plans: [
      {
        event: sampleEvent,
        actions: [{ execute: [result, challenge] }, { execute: [redirect], continue: [] }],
        user: [answer, answer],
      },
    ],
    order: undefined,
  },
  {
    plans: [
      planFor('anna', {
        actions: [{ execute: [challenge] }, { execute: [choice] }, { execute: [deny] }],
        user: [returnWithoutState, answer, { user: 'wait', wait: 600_000 }, answerByPost],
      }),
      planFor('bert', {
        actions: [{ execute: [redirect], continue: [result, choice] }, { execute: [] }],
        user: [
          { user: 'return', state: 'foreign', request: get },
          answerByPost,
          returnAgain,
          answer,
        ],
      }),
    ],
    order: [0, 1, 1, 0, 0, 1, 1, 0],
  },
  {
    plans: [
      {
        event: sampleEvent,
        actions: [{ execute: [redirect], continue: [deny] }, { execute: [result] }],
        user: [
          returnWithAltered('extended'),
          returnWithAltered('cut'),
          returnWithAltered('case'),
          { user: 'factor', pick: 0 },
          answer,
          returnAgain,
        ],
      },
    ],
    order: undefined,
  },
];

const form: Part = {
  part: 'form',
  step: render('ap_1', { fields: { email: 'anna@example.com' } }),
};
const otherForm: Part = { part: 'form', step: render('ap_2') };

/** Sequences with forms, in which servers often go wrong. */
export const formExamples: typeof flowExamples = [
  {
    plans: [
      {
        event: sampleEvent,
        actions: [{ execute: [result, form], continue: [challenge] }, { execute: [otherForm] }],
        user: [answer, answer, { user: 'wait', wait: 600_000 }, answer],
      },
    ],
    order: undefined,
  },
  {
    plans: [
      planFor('anna', {
        actions: [{ execute: [form], continue: [deny] }, { execute: [] }],
        user: [answer, answer],
      }),
      planFor('bert', {
        actions: [
          { execute: [redirect], continue: [] },
          { execute: [otherForm], continue: [] },
        ],
        user: [answer, answerByPost],
      }),
    ],
    order: [0, 1, 1, 0, 1, 0],
  },
];
