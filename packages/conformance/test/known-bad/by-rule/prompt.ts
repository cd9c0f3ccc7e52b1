import type { Implementation } from '@post-challenge/conformance';
import type {
  PostChallengeAPI,
  PostChallengeEvent,
  PostChallengeModule,
  RenderOptions,
  RenderedTransaction,
  Transaction,
} from '@post-challenge/spec';
import { type RuntimeChanges, changeApi, changeRuntime } from '../../runtime-2026.ts';
import type { KnownBadByRule } from './by-rule.ts';

type Values = Readonly<Record<string, unknown>>;

/** Changes the form that is reported. */
function changeForm(change: (form: RenderedTransaction) => object): Implementation {
  return changeRuntime({
    outcome: (transaction) =>
      transaction.status === 'rendered' ? { ...transaction, ...change(transaction) } : transaction,
  });
}

function mapValues(values: Values | undefined, map: (value: unknown) => unknown) {
  return (
    values && Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value)]))
  );
}

/** Copies members one by one, as a loop over the names does. */
function assignMembers(values: Values = {}): Values {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) copy[name] = value;
  return copy;
}

/** Replaces `render`. The function also receives how many forms the handler has rendered before. */
function replaceRender(
  render: (
    original: PostChallengeAPI['prompt']['render'],
    args: [promptId: string, options?: RenderOptions | undefined],
    before: number,
  ) => void,
): Implementation {
  return changeRuntime({ actions: changeApi(({ prompt }) => wrapRender(prompt, render)) });
}

function wrapRender(
  prompt: PostChallengeAPI['prompt'],
  render: Parameters<typeof replaceRender>[0],
): void {
  const original = prompt.render;
  let before = 0;
  prompt.render = (...args) => render(original, args, before++);
}

/** Reports another outcome once the user has submitted the first form. */
function reportAfterSubmission(
  listen: (api: PostChallengeAPI, keep: (later: object) => void) => void,
): Implementation {
  let later: object | undefined;
  return changeRuntime({
    event: (event) => ((later = undefined), event),
    actions: changeApi((api) => listen(api, (outcome) => void (later = outcome))),
    outcome: (transaction) =>
      later && transaction.status === 'completed' ? (later as Transaction) : transaction,
  });
}

/** Ignores calls of the two methods after the first one. */
function ignoreSecond(
  isIgnored: (name: 'redirect' | 'render', before: readonly string[]) => boolean,
): NonNullable<RuntimeChanges['actions']> {
  return changeApi(({ prompt, redirect }) => {
    const { render } = prompt;
    const { sendUserTo } = redirect;
    const called: string[] = [];
    const once = (name: 'redirect' | 'render', make: () => void) => {
      if (isIgnored(name, called)) return;
      make();
      called.push(name);
    };
    prompt.render = (...args) => once('render', () => render(...args));
    redirect.sendUserTo = (...args) => once('redirect', () => sendUserTo(...args));
  });
}

type Handler = keyof PostChallengeModule;

/** Wraps every handler of the actions. */
function wrapHandlers(
  wrap: (
    run: (event?: PostChallengeEvent) => Promise<unknown>,
    event: PostChallengeEvent,
    place: { readonly handler: Handler; readonly action: number; readonly api: PostChallengeAPI },
    actions: readonly PostChallengeModule[],
  ) => Promise<unknown>,
): NonNullable<RuntimeChanges['actions']> {
  return (actions) =>
    actions.map((module, action) => {
      const wrapped =
        (handler: Handler) => async (event: PostChallengeEvent, api: PostChallengeAPI) =>
          wrap(
            (given = event) => module[handler]?.(given, api) ?? Promise.resolve(),
            event,
            { handler, action, api },
            actions,
          );
      return {
        onExecutePostChallenge: wrapped('onExecutePostChallenge'),
        ...(module.onContinuePostChallenge && {
          onContinuePostChallenge: wrapped('onContinuePostChallenge'),
        }),
      };
    });
}

/**
 * Wraps the handlers that execute after the user has submitted a form. The given event may have a prompt too, which is none of them.
 *
 * @param wrap - Receives the last form that any transaction has rendered.
 */
function wrapAnswered(
  wrap: (
    run: (event?: PostChallengeEvent) => Promise<unknown>,
    event: PostChallengeEvent & { prompt: NonNullable<PostChallengeEvent['prompt']> },
    place: Parameters<Parameters<typeof wrapHandlers>[0]>[2] & {
      readonly last: RenderedTransaction;
    },
    actions: readonly PostChallengeModule[],
  ) => Promise<unknown>,
): Implementation {
  const forms = new Map<string, RenderedTransaction>();
  return changeRuntime({
    transaction(transaction) {
      if (transaction.status !== 'rendered') return transaction;
      forms.delete(transaction.promptId);
      forms.set(transaction.promptId, transaction);
      return transaction;
    },
    actions: wrapHandlers(async (run, event, place, actions) => {
      const { prompt } = event;
      const last = [...forms.values()].at(-1);
      if (prompt && last && forms.has(prompt.id))
        await wrap(run, { ...event, prompt }, { ...place, last }, actions);
      else await run();
    }),
  });
}

/** Changes `event.prompt` of the handlers after a form. */
function changePrompt(
  change: (prompt: NonNullable<PostChallengeEvent['prompt']>, last: RenderedTransaction) => object,
): Implementation {
  return wrapAnswered((run, event, { last }) =>
    run({ ...event, prompt: { id: event.prompt.id, ...change(event.prompt, last) } }),
  );
}

/** Known-bad implementations for the rules of `api.prompt`. */
export const promptKnownBad = {
  'prompt.render/renders': changeForm(({ promptId }) => ({ promptId: promptId.toLowerCase() })),
  'prompt.render/works-without-options': (() => {
    let last: object = {};
    return changeForm(({ fields, vars }) => {
      if (fields || vars) last = { ...(fields && { fields }), ...(vars && { vars }) };
      return last;
    });
  })(),
  // The values of a form in HTML are texts.
  'prompt.render/passes-the-fields': changeForm(({ fields }) => ({
    fields: mapValues(fields, (value) => (typeof value === 'object' ? value : String(value))),
  })),
  'prompt.render/passes-the-variables': changeForm(({ vars }) => ({
    vars: mapValues(vars, (value) => (typeof value === 'number' ? Math.trunc(value / 10) : value)),
  })),
  'prompt.render/member-names-are-fields': changeForm(({ fields, vars }) => ({
    fields: assignMembers(fields),
    vars: assignMembers(vars),
  })),
  'prompt.render/lets-the-action-finish': changeRuntime({
    actions: changeApi((api) => {
      const { set } = api.cache;
      let hasEnded = false;
      wrapRender(api.prompt, (original, args) => {
        hasEnded = true;
        original(...args);
      });
      api.cache.set = (...args) => {
        if (hasEnded) throw new Error('The execution has ended.');
        return set(...args);
      };
    }),
  }),
  'prompt.render/keeps-its-own-options': (() => {
    let given: RenderOptions = {};
    return changeRuntime({
      actions: changeApi(({ prompt }) =>
        wrapRender(prompt, (original, [id, options = {}]) => {
          original(id, options);
          given = options;
        }),
      ),
      outcome: (transaction) =>
        transaction.status === 'rendered'
          ? ({ ...transaction, ...given } as Transaction)
          : transaction,
    });
  })(),
  'prompt.render/accepts-large-fields': replaceRender((original, [id, options = {}]) => {
    if (JSON.stringify(options.fields ?? {}).length > 20_000) throw new Error('too large');
    original(id, options);
  }),
  // Cuts the fields instead of refusing them.
  'prompt.render/refuses-larger-fields': replaceRender((original, [id, options = {}]) =>
    original(id, JSON.stringify(options.fields ?? {}).length > 24_576 ? {} : options),
  ),
  'prompt.render/not-beside-a-redirect': reportAfterSubmission(({ prompt, redirect }, keep) => {
    const { sendUserTo } = redirect;
    let hasRendered = false;
    wrapRender(prompt, (original, args) => {
      original(...args);
      hasRendered = true;
    });
    redirect.sendUserTo = (url, options) =>
      hasRendered ? keep({ status: 'redirected', url }) : sendUserTo(url, options);
  }),
  'prompt.render/not-twice': reportAfterSubmission(({ prompt }, keep) =>
    wrapRender(prompt, (original, [promptId, options], before) =>
      before > 0 ? keep({ status: 'rendered', promptId }) : original(promptId, options),
    ),
  ),
  'prompt.render/fails-beside-a-redirect': changeRuntime({
    actions: ignoreSecond((name, before) => before.some((other) => other !== name)),
  }),
  'prompt.render/one-per-execution': changeRuntime({
    actions: ignoreSecond((name, before) => name === 'render' && before.includes('render')),
  }),
  'prompt.render/holds-later-actions': changeRuntime({
    async settle(transaction, runtime) {
      if (transaction.status === 'rendered')
        await runtime.resume(transaction, { submits: { fields: {} } });
      return transaction;
    },
  }),
  'prompt.render/resumes-the-same-action': wrapAnswered(async (run, _, { handler }) => {
    if (handler === 'onExecutePostChallenge') await run();
  }),
  // Prefilled values win over the submitted ones, and no others are kept.
  'prompt.render/brings-the-answers': changePrompt(({ vars }, { fields }) => ({
    fields: fields ?? {},
    vars,
  })),
  'prompt.render/brings-the-variables-back': changePrompt(({ fields }) => ({ fields })),
  'prompt.render/continues-with-later-actions': wrapAnswered(async (run, _, { handler }) => {
    if (handler === 'onContinuePostChallenge') await run();
  }),
  'prompt.render/does-not-repeat-actions': wrapAnswered(
    async (run, event, { handler, action, api }, actions) => {
      await run();
      const isLast = handler === 'onExecutePostChallenge' && action === actions.length - 1;
      const quiet = { ...api, prompt: { render: () => undefined } };
      if (isLast) await actions[0]?.onExecutePostChallenge(event, quiet);
    },
  ),
  'flow/continue-only-after-its-own-pause': changeRuntime({
    actions: wrapHandlers(async (run, event, { handler, action, api }, actions) => {
      let hasPaused = false;
      for (const methods of [api.access, api.authentication, api.prompt, api.redirect]) {
        const entries = Object.entries(
          methods as unknown as Record<string, (...args: unknown[]) => unknown>,
        );
        for (const [name, method] of entries) {
          const pauses = /^(deny|challenge|render|sendUserTo)/.test(name);
          Object.assign(methods, {
            [name]: (...args: unknown[]) => ((hasPaused ||= pauses), method(...args)),
          });
        }
      }
      await run();
      if (handler === 'onExecutePostChallenge' && !hasPaused)
        await actions[action]?.onContinuePostChallenge?.(event, api);
    }),
  }),
  'flow/prompt-stays-in-its-transaction': changePrompt((prompt, { promptId }) => ({
    ...prompt,
    id: promptId,
  })),
  'flow/new-request-after-a-form': wrapAnswered((run, event, { last }) => {
    const isOfForm =
      event.request.method === 'POST' && Object.keys(event.request.query).length === 0;
    return run(isOfForm ? { ...event, request: last.event.request } : event);
  }),
  'transaction.setResultUrl/outlasts-a-form': changeRuntime({
    transaction(transaction) {
      if (transaction.status !== 'rendered') return transaction;
      const { resultUrl: _, ...kept } = transaction;
      return kept;
    },
  }),
} as const satisfies KnownBadByRule;
