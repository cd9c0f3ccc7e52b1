import type { Implementation } from '@post-challenge/conformance';
import type { RuleId } from '@post-challenge/spec';
import { type Emulator2026, emulate2026 } from './emulator-2026.ts';
import type { Form } from './session.ts';

type Replace = NonNullable<Parameters<typeof emulate2026>[0]>;

function wrong(rule: RuleId, replace: Replace): [rule: RuleId, implementation: Implementation] {
  return [rule, emulate2026(replace)];
}

/** Habits of servers that the pages of 2026 forbid, each with a MUST that it breaks. */
export const wrong2026: Readonly<Record<string, [rule: RuleId, implementation: Implementation]>> = {
  'the answers arrive as the body of a request, and not in event.prompt': wrong(
    'prompt.render/brings-the-answers',
    (original) => ({
      createPrompt: (form: Form, _, vars) => original.createPrompt(form, {}, vars),
    }),
  ),
  'numbers in the fields are kept as text': wrong('prompt.render/passes-the-fields', () => ({
    render({ promptId, fields, vars }, { effects }) {
      const texts = Object.entries(fields).map(([name, value]) => [name, String(value)] as const);
      effects.forms = [
        ...(effects.forms ?? []),
        { promptId, fields: Object.fromEntries(texts), vars },
      ];
    },
  })),
  'the id of a form is a slug': wrong('prompt.render/renders', (original) => ({
    render: (form, execution) =>
      original.render({ ...form, promptId: form.promptId.toLowerCase() }, execution),
  })),
  'the last form of an execution wins and the first is shown afterwards': wrong(
    'prompt.render/not-twice',
    (_, host: Emulator2026) => {
      let kept: Form | undefined;
      return {
        render(form, { effects }) {
          kept = effects.forms?.[0];
          effects.forms = [form];
        },
        async submitForm(session, { fields }) {
          session.event.prompt = host.createPrompt(session.form as Form, fields as never, {});
          session.status = 'running';
          if (kept) {
            Object.assign(session, { status: 'rendered', form: kept });
            kept = undefined;
            return;
          }
          delete session.form;
          host.replaceRequest(session, { method: 'POST', query: {}, body: {} });
          await host.execute(session, session.next - 1, 'onContinuePostChallenge');
          await host.advance(session);
        },
      };
    },
  ),
  'a form is shown, and the later actions execute meanwhile': wrong(
    'prompt.render/holds-later-actions',
    (original, host) => ({
      async start(given) {
        const id = await original.start.call(host, given);
        const session = host.loadSession(id);
        if (session.status !== 'rendered') return id;
        await host.advance(Object.assign(session, { status: 'running' }));
        host.saveSession({ ...session, status: 'rendered' });
        return id;
      },
    }),
  ),
  'the form of the last user is everybody’s': wrong(
    'flow/prompt-stays-in-its-transaction',
    (original) => {
      let last: Form | undefined;
      return {
        render(form, execution) {
          last = form;
          original.render(form, execution);
        },
        createPrompt: (form, fields, vars) => original.createPrompt(last ?? form, fields, vars),
      };
    },
  ),
  'the result URL is part of the page that the form replaces': wrong(
    'transaction.setResultUrl/outlasts-a-form',
    (original, host) => ({
      async submitForm(session, step) {
        delete session.resultUrl;
        await original.submitForm.call(host, session, step);
      },
    }),
  ),
  'a factor that the tenant has switched off is offered': wrong(
    'authentication.challengeWith/ignores-a-disabled-factor',
    () => ({ isUsable: () => true }),
  ),
  'a challenge that nobody can answer is skipped': wrong(
    'authentication.challengeWithAny/fails-without-a-usable-factor',
    () => ({ wasCompleted: () => true }),
  ),
  'a completed factor is offered again beside the others': wrong(
    'authentication.challengeWithAny/does-not-repeat-a-factor',
    (_, host) => ({
      selectFactors: ({ factors, defaultFactor }, session) => {
        const left = factors.filter(
          (factor) => !session.completed.includes(host.getFactorType(factor)),
        );
        return left.length === 0
          ? { factors: [] }
          : { factors, ...(defaultFactor && { defaultFactor }) };
      },
    }),
  ),
};
