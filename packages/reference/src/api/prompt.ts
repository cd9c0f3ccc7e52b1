import type { PromptAPI } from '@post-challenge/spec';
import { MAXIMUM_FORM_FIELDS_SIZE } from '@post-challenge/spec';
import { type FormValues, copyForm } from './arguments.ts';
import { createArgumentError } from './misuse.ts';

/** A form that an action renders. */
export interface Form extends FormValues {
  /** The id of the form. */
  readonly promptId: string;
}

/** The requests that an action makes through `api.prompt`. */
export interface PromptRequests {
  /** The forms of the execution, in order; more than one is a failure. */
  readonly forms: Form[];
}

/** Creates `api.prompt`. */
export function createPrompt({ forms }: PromptRequests): PromptAPI {
  return {
    render(promptId, promptOptions) {
      assertPromptId(promptId);
      const options = copyForm(promptOptions ?? {});
      assertFieldsSize(options.fields ?? {});
      forms.push({ promptId, ...options });
    },
  };
}

function assertPromptId(received: string): void {
  if (received !== '') return;
  throw createArgumentError('prompt.render', {
    path: '/promptId',
    expected: 'a non-empty string',
    received,
  });
}

function assertFieldsSize(fields: object): void {
  const size = Buffer.byteLength(JSON.stringify(fields));
  if (size <= MAXIMUM_FORM_FIELDS_SIZE) return;
  throw createArgumentError('prompt.render', {
    path: '/promptOptions/fields',
    expected: `at most ${MAXIMUM_FORM_FIELDS_SIZE} bytes of JSON, not ${size}`,
    received: fields,
  });
}

/** Describes the problem of an execution that renders more than one form, or renders and redirects; `undefined` if there is none. */
export function describeConflict(
  { forms }: PromptRequests,
  redirects: boolean,
): string | undefined {
  if (forms.length > 1)
    return 'Cannot render a form: one execution called api.prompt.render twice. Render each form in an action of its own.';
  return forms.length === 1 && redirects
    ? 'Cannot render a form: one execution called api.prompt.render and api.redirect.sendUserTo. Use an action for each.'
    : undefined;
}
