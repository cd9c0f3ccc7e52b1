import {
  type CompletesStep,
  type Implementation,
  type Json,
  type JsonObject,
  type ReturnsStep,
  type SubmitsStep,
  fromHost,
} from '@post-challenge/conformance';
import type { FactorSelector, PostChallengeAPI2025 } from '@post-challenge/spec';
import { Emulator } from './emulator.ts';
import type { Challenge, Effects, Execution, Form, Session } from './session.ts';

/** The emulator as a server that follows the pages of 2026. Each method is a part that can be replaced. */
export class Emulator2026 extends Emulator {
  override deny(reason: string, execution: Execution): unknown {
    super.deny(reason, execution);
    return undefined;
  }

  override sendUserTo(url: string, query: JsonObject | undefined, execution: Execution): unknown {
    super.sendUserTo(url, query, execution);
    return undefined;
  }

  render(form: Form, { effects }: Execution): void {
    if (this.measure(JSON.stringify(form.fields)) > 24_576) throw new Error('Too many fields.');
    effects.forms = [...(effects.forms ?? []), JSON.parse(JSON.stringify(form)) as Form];
  }

  override createApi(execution: Execution): PostChallengeAPI2025 {
    const prompt = {
      render: (promptId: string, { fields = {}, vars = {} }: Partial<Form> = {}) =>
        this.render({ promptId, fields, vars }, execution),
    };
    return { ...super.createApi(execution), prompt } as PostChallengeAPI2025;
  }

  isUsable(factor: FactorSelector, { event }: Session): boolean {
    const type = this.getFactorType(factor);
    const includes = (types: readonly unknown[]) =>
      types.some((other) => this.getFactorType({ type: other } as FactorSelector) === type);
    const enrolled = event.user.enrolledFactors?.map((one) => one.type as unknown);
    return includes(this.input.tenant.factors) && (!enrolled || includes(enrolled));
  }

  /** Leaves out the factors that were completed or that nobody can use. */
  selectFactors({ factors, defaultFactor }: Challenge, session: Session): Challenge {
    const left = factors.filter(
      (factor) =>
        !session.completed.includes(this.getFactorType(factor)) && this.isUsable(factor, session),
    );
    const [first] = left;
    const isShown = defaultFactor !== undefined || left.length === 1;
    return { factors: left, ...(first && isShown && { defaultFactor: first }) };
  }

  override applyEffects(session: Session, effects: Effects, execution: Execution): void {
    const { forms = [], redirect, challenge, denied } = effects;
    const [form, second] = forms;
    if (second || (form && redirect !== undefined))
      return this.fail(session, new Error('An action renders one form, or redirects.'));
    const { challenge: _, ...others } = effects;
    const selected = challenge && this.selectFactors(challenge, session);
    const isAsked = selected !== undefined && selected.factors.length > 0;
    super.applyEffects(
      session,
      { ...others, ...(isAsked && !form && { challenge: selected }) },
      execution,
    );
    if (denied || redirect !== undefined) return;
    if (form) Object.assign(session, { status: 'rendered', form });
    else if (challenge && !isAsked && !this.wasCompleted(challenge, session))
      this.fail(session, new Error('Nobody can use a factor of the challenge.'));
  }

  wasCompleted({ factors }: Challenge, { completed }: Session): boolean {
    return factors.some((factor) => completed.includes(this.getFactorType(factor)));
  }

  override isSatisfied(): boolean {
    return false;
  }

  async answer(id: string, step: CompletesStep | ReturnsStep | SubmitsStep): Promise<void> {
    if (!('submits' in step)) return this.resume(id, step);
    const session = this.loadSession(id);
    await this.submitForm(session, step.submits);
    this.saveSession(session);
  }

  async submitForm(session: Session, { fields, vars }: SubmitsStep['submits']): Promise<void> {
    const { form } = session;
    if (session.status !== 'rendered' || !form) return this.refuse('There is no form.', session);
    delete session.form;
    session.event.prompt = this.createPrompt(
      form,
      fields as JsonObject,
      (vars ?? {}) as JsonObject,
    );
    this.replaceRequest(session, { method: 'POST', query: {}, body: {} });
    session.status = 'running';
    await this.execute(session, session.next - 1, 'onContinuePostChallenge');
    return this.advance(session);
  }

  createPrompt(form: Form, fields: JsonObject, vars: JsonObject) {
    return {
      id: form.promptId,
      fields: { ...form.fields, ...fields },
      vars: { ...form.vars, ...vars },
    };
  }

  override reportOutcome(session: Session): Json {
    const { status, form } = session;
    return status === 'rendered'
      ? { status, ...(form as unknown as JsonObject) }
      : super.reportOutcome(session);
  }
}

/** Creates an implementation from the emulator of 2026, with some parts replaced. */
export function emulate2026(
  replace: (original: Emulator2026, host: Emulator2026) => Partial<Emulator2026> = () => ({}),
): Implementation {
  return fromHost({
    name: 'emulator of 2026',
    edition: '2026',
    open: (input) => {
      const host = new Emulator2026(input);
      const original = new Emulator2026(input);
      Object.assign(original, {
        records: host.records,
        sessions: host.sessions,
        deployed: host.deployed,
      });
      Object.assign(host, replace(original, host));
      return {
        start: async (start) => {
          const id = await host.start(start);
          return {
            outcome: () => host.reportOutcome(host.loadSession(id)) as never,
            resume: (step) => host.answer(id, step),
          };
        },
      };
    },
  });
}
