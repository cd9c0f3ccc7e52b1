import type { Implementation } from '@post-challenge/conformance';
import type { Outcome, PostChallengeAPI, PostChallengeEvent } from '@post-challenge/spec';
import { type RuntimeChanges, changeApi, changeRuntime } from '../runtime-2026.ts';
import { surroundHandlers } from '../small-host.ts';
import type { Variants } from './variant.ts';

type Rendered = Extract<Outcome, { readonly status: 'rendered' }>;
type Prompt = NonNullable<PostChallengeEvent['prompt']>;

/** The rules about forms, about the factors that a challenge leaves out, and about pauses. */
const touches = /^prompt|^flow|^api|form|prompt|factor|completed|usable|result/;

/** Changes the form that is reported. */
function changeForm(change: (form: Rendered) => object): Implementation {
  return changeRuntime({
    outcome: (transaction) =>
      transaction.status === 'rendered'
        ? ({ status: 'rendered', ...change(transaction) } as Outcome)
        : transaction,
  });
}

/** Changes `event.prompt` of every handler that receives one. */
function changePrompt(change: (prompt: Prompt) => Prompt): Implementation {
  return changeRuntime({
    actions: surroundHandlers(async (handle, event, api) => {
      const { prompt } = event;
      await handle(prompt ? { ...event, prompt: change(prompt) } : event, api);
    }),
  });
}

/** Forgets values of a form, so that it neither reports them nor brings them back. */
function forgetValues(name: 'fields' | 'vars'): Implementation {
  return changeRuntime({
    transaction(transaction) {
      if (transaction.status !== 'rendered') return transaction;
      const { [name]: _, ...kept } = transaction;
      return kept;
    },
  });
}

/** Changes the calls that render a form. `before` counts those of the same execution. */
function changeRender(
  change: (
    render: () => void,
    args: Parameters<PostChallengeAPI['prompt']['render']>,
    before: number,
  ) => unknown,
): NonNullable<RuntimeChanges['actions']> {
  return changeApi(({ prompt }) => {
    const { render } = prompt;
    let before = 0;
    Object.assign(prompt, {
      render: (...args: Parameters<typeof render>) => change(() => render(...args), args, before++),
    });
  });
}

/** Takes only the first call of an execution that renders or redirects. */
const takeFirst: NonNullable<RuntimeChanges['actions']> = changeApi(({ prompt, redirect }) => {
  const { render } = prompt;
  const { sendUserTo } = redirect;
  let isTaken = false;
  const takeOnce = (call: () => void) => {
    if (!isTaken) call();
    isTaken = true;
  };
  prompt.render = (...args) => takeOnce(() => render(...args));
  redirect.sendUserTo = (...args) => takeOnce(() => sendUserTo(...args));
});

function freezeDeeply<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freezeDeeply);
  return Object.freeze(value);
}

/** Variants of a host of edition 2026: of forms, and of challenges that leave out factors. */
export const formVariants: Variants = {
  'a form is reported without its values': {
    implementation: changeForm(({ promptId }) => ({ promptId })),
    touches,
  },
  'a form has only some of the fields': {
    implementation: changeForm(({ fields = {}, ...form }) => ({
      ...form,
      fields: Object.fromEntries(Object.entries(fields).slice(0, 1)),
    })),
    touches,
  },
  'only the submitted fields come back': {
    implementation: forgetValues('fields'),
    touches,
  },
  'the variables stay with the form': {
    implementation: forgetValues('vars'),
    touches,
    breaks: ['prompt.render/brings-the-variables-back'],
  },
  'the answers have more members': {
    implementation: changePrompt((prompt) => ({ ...prompt, submitted_at: '2026-03-01T00:00:00Z' })),
    touches,
  },
  'the answers are frozen': {
    implementation: changePrompt((prompt) => freezeDeeply(structuredClone(prompt))),
    touches,
  },
  'render returns the api object': {
    implementation: changeRuntime({
      actions: changeApi((api) => {
        const { render } = api.prompt;
        Object.assign(api.prompt, {
          render: (...args: Parameters<typeof render>) => (render(...args), api),
        });
      }),
    }),
    touches,
  },
  'deny and sendUserTo return the api object as before': {
    implementation: changeRuntime({
      actions: changeApi((api) => {
        const { deny } = api.access;
        const { sendUserTo } = api.redirect;
        Object.assign(api.access, { deny: (reason: string) => (deny(reason), api) });
        Object.assign(api.redirect, {
          sendUserTo: (...args: Parameters<typeof sendUserTo>) => (sendUserTo(...args), api),
        });
      }),
    }),
    touches,
  },
  'a second form throws': {
    implementation: changeRuntime({
      actions: changeRender((render, _, before) => {
        if (before > 0) throw new Error('An execution renders one form.');
        render();
      }),
    }),
    touches,
  },
  'a second form, or one beside a redirect, is ignored': {
    implementation: changeRuntime({ actions: takeFirst }),
    touches,
    breaks: ['prompt.render/fails-beside-a-redirect', 'prompt.render/one-per-execution'],
  },
  'large options throw, also if the variables are large': {
    implementation: changeRuntime({
      actions: changeRender((render, [, options]) => {
        if (JSON.stringify(options ?? {}).length > 24_576) throw new RangeError('too large');
        render();
      }),
    }),
    touches,
  },
  'a long id and many fields throw': {
    implementation: changeRuntime({
      actions: changeRender((render, [promptId, { fields = {}, vars = {} } = {}]) => {
        if (promptId.length > 48) throw new RangeError('The id is too long.');
        if (Math.max(Object.keys(fields).length, Object.keys(vars).length) > 24)
          throw new RangeError('There are too many members.');
        render();
      }),
    }),
    touches,
  },
  'a continue handler cannot render': {
    implementation: changeRuntime({
      actions: changeApi(({ prompt }, event) => {
        if (event.prompt)
          prompt.render = () => {
            throw new Error('A form was rendered before.');
          };
      }),
    }),
    touches: /^prompt/,
  },
  'a challenge without a usable factor denies': {
    implementation: changeRuntime({
      outcome: (transaction) =>
        transaction.status === 'failed' && transaction.message.startsWith('Cannot challenge')
          ? { status: 'denied' }
          : transaction,
    }),
    touches,
  },
  'the only factor of a list is offered like others': {
    implementation: changeRuntime({
      outcome(transaction) {
        if (transaction.status !== 'challenged') return transaction;
        if (transaction.challenges.some(({ hasDefault }) => hasDefault)) return transaction;
        const { defaultFactor: _, ...outcome } = transaction;
        return outcome;
      },
    }),
    touches,
    breaks: ['authentication.challengeWithAny/shows-the-only-factor'],
  },
};
