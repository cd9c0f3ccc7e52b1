import type { Rule } from './rule.ts';

/**
 * The largest size of the fields of a form, in UTF-8 bytes of their JSON: 24 KB.
 *
 * @remarks
 * Since edition 2026. The page does not say how the size is counted; the test kit of the vendor counts the JSON of all options. No
 * rule judges fields between 23,900 bytes and this size.
 *
 * Source: [Render forms](https://auth0.com/docs/customize/forms/render).
 */
export const MAXIMUM_FORM_FIELDS_SIZE = 24_576;

/**
 * Options of `api.prompt.render`.
 *
 * @remarks
 * Since edition 2026.
 */
export interface RenderOptions {
  /** The values with which the form is prefilled, by the name of the field. The browser sees them. */
  fields?: Record<string, any> | undefined;
  /** The variables of the form, by name. They stay on the server. */
  vars?: Record<string, any> | undefined;
}

/**
 * Shows forms to the user: `api.prompt`.
 *
 * @remarks
 * Since edition 2026.
 *
 * Source: [API object (edition 2026)](https://auth0.com/docs/actions/reference/password-reset-post-challenge/password-reset-post-challenge-api-object);
 * [Render forms](https://auth0.com/docs/customize/forms/render).
 */
export interface PromptAPI {
  /**
   * Renders a form after the action has completed.
   *
   * @remarks
   * When the user submits the form, the continue handler `onContinuePostChallenge` of the same action executes, and
   * `event.prompt` holds the answers. Do not render a form and redirect the user in one action. An action renders one form; for
   * more forms, use more actions. The fields may have 24 KB.
   *
   * Since edition 2026.
   *
   * Source: [API object (edition 2026)](https://auth0.com/docs/actions/reference/password-reset-post-challenge/password-reset-post-challenge-api-object);
   * [Render forms](https://auth0.com/docs/customize/forms/render).
   *
   * @param promptId - The id of the form.
   * @param promptOptions - The values for the fields and the variables of the form.
   * @example
   * ```js
   * api.prompt.render('ap_1', { fields: { email: event.user.email } });
   * ```
   */
  render(promptId: string, promptOptions?: RenderOptions): void;
}

/** The rules of `api.prompt`. */
export const promptRules = {
  'prompt.render/renders': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object-2026', section: 'api.prompt.render(promptId, promptOptions)' }],
    needs: ['outcome'],
    requires: [],
    text: '`prompt.render` shows the user the form with the given id.',
  },
  'prompt.render/works-without-options': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object-2026', section: 'api.prompt.render(promptId, promptOptions)' }],
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: '`prompt.render` renders the form without values from the action if it is called without options.',
  },
  'prompt.render/passes-the-fields': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object-2026', section: 'api.prompt.render(promptId, promptOptions)' }],
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: 'Every member of `fields` that `prompt.render` reports has the value that the action gave it.',
    note: 'A host may report no fields, or only those that its form has.',
  },
  'prompt.render/passes-the-variables': {
    level: 'MUST',
    since: '2026',
    basis: 'documented',
    sources: [{ source: 'api-object-2026', section: 'api.prompt.render(promptId, promptOptions)' }],
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: 'Every member of `vars` that `prompt.render` reports has the value that the action gave it.',
    note: 'A host may report no variables.',
  },
  'prompt.render/member-names-are-fields': {
    level: 'MUST',
    since: '2026',
    basis: 'implied',
    sources: [{ source: 'api-object-2026', section: 'api.prompt.render(promptId, promptOptions)' }],
    needs: ['outcome'],
    requires: ['prompt.render/passes-the-fields', 'prompt.render/passes-the-variables'],
    text: '`prompt.render` treats names of JavaScript object members, such as `__proto__` and `constructor`, as ordinary names of fields and variables.',
  },
  'prompt.render/lets-the-action-finish': {
    level: 'MUST',
    since: '2026',
    basis: 'implied',
    sources: [{ source: 'api-object-2026', section: 'api.prompt.render(promptId, promptOptions)' }],
    needs: [],
    requires: [],
    text: 'After `prompt.render`, later calls in the same execution run and return as they would without it.',
    note: 'Judged on `api.cache`, `redirect.encodeToken` and `transaction.setResultUrl`.',
  },
  'prompt.render/keeps-its-own-options': {
    level: 'SHOULD',
    since: '2026',
    basis: 'decided',
    needs: ['outcome', 'in-process'],
    requires: ['prompt.render/passes-the-fields', 'prompt.render/passes-the-variables'],
    text: 'The form stays the same if the action changes the options after calling `prompt.render`.',
  },
  'prompt.render/accepts-large-fields': {
    level: 'MUST',
    since: '2026',
    basis: 'forms',
    sources: [{ source: 'forms' }],
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: '`prompt.render` renders a form with fields of 23,900 bytes of JSON.',
  },
  'prompt.render/refuses-larger-fields': {
    level: 'MUST',
    since: '2026',
    basis: 'forms',
    sources: [{ source: 'forms' }],
    needs: ['outcome'],
    requires: ['prompt.render/accepts-large-fields'],
    text: '`prompt.render` does not render a form with fields of more than 24,576 bytes of JSON.',
    note: 'The method may throw, and the transaction may fail.',
  },
  'prompt.render/not-beside-a-redirect': {
    level: 'MUST',
    since: '2026',
    basis: 'forms',
    sources: [{ source: 'forms' }],
    needs: ['outcome'],
    requires: ['prompt.render/renders', 'redirect.sendUserTo/redirects'],
    text: 'An execution that calls `prompt.render` and `redirect.sendUserTo` does not both render and redirect.',
    note: 'Judged on what the user sees, and on a host also after the user has answered.',
  },
  'prompt.render/not-twice': {
    level: 'MUST',
    since: '2026',
    basis: 'forms',
    sources: [{ source: 'forms' }],
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: 'An execution that calls `prompt.render` twice does not render both forms.',
    note: 'Judged on what the user sees, and on a host also after the user has answered.',
  },
  'prompt.render/fails-beside-a-redirect': {
    level: 'SHOULD',
    since: '2026',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['outcome'],
    requires: ['prompt.render/not-beside-a-redirect'],
    text: 'A transaction fails if one execution calls `prompt.render` and `redirect.sendUserTo`.',
    note: 'The second call may also throw.',
  },
  'prompt.render/one-per-execution': {
    level: 'SHOULD',
    since: '2026',
    basis: 'observed',
    sources: [{ source: 'test-kit' }],
    needs: ['outcome'],
    requires: ['prompt.render/not-twice'],
    text: 'A transaction fails if one execution calls `prompt.render` twice.',
    note: 'The second call may also throw.',
  },
  'prompt.render/longest-id': {
    level: 'PROBE',
    since: '2026',
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: 'Does `prompt.render` render a form with an id of 49 characters?',
  },
  'prompt.render/many-members': {
    level: 'PROBE',
    since: '2026',
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: 'Does `prompt.render` render a form with 25 fields?',
  },
  'prompt.render/large-variables': {
    level: 'PROBE',
    since: '2026',
    needs: ['outcome'],
    requires: ['prompt.render/renders'],
    text: 'Does `prompt.render` render a form with variables of more than 24 KB of JSON?',
  },
  'prompt.render/holds-later-actions': {
    level: 'MUST',
    since: '2026',
    basis: 'implied',
    sources: [{ source: 'forms' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'prompt.render/renders'],
    text: 'After `prompt.render`, no later action executes before the user submits the form.',
  },
  'prompt.render/resumes-the-same-action': {
    level: 'MUST',
    since: '2026',
    basis: 'forms',
    sources: [{ source: 'forms' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'prompt.render/holds-later-actions'],
    text: 'After `prompt.render`, the continue handler of the same action executes when the user submits the form.',
  },
  'prompt.render/brings-the-answers': {
    level: 'MUST',
    since: '2026',
    basis: 'forms',
    sources: [{ source: 'forms' }],
    needs: ['host'],
    requires: ['prompt.render/resumes-the-same-action'],
    text: 'After `prompt.render`, `event.prompt` of the continue handler has the id of the form and the submitted fields.',
  },
  'prompt.render/brings-the-variables-back': {
    level: 'SHOULD',
    since: '2026',
    basis: 'forms',
    sources: [{ source: 'forms' }],
    needs: ['host'],
    requires: ['prompt.render/brings-the-answers'],
    text: 'After `prompt.render`, `event.prompt.vars` of the continue handler has the given variables.',
  },
  'prompt.render/continues-with-later-actions': {
    level: 'MUST',
    since: '2026',
    basis: 'implied',
    sources: [{ source: 'forms' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'prompt.render/resumes-the-same-action'],
    text: 'After `prompt.render`, the later actions execute when the continue handler has ended.',
  },
  'prompt.render/does-not-repeat-actions': {
    level: 'MUST',
    since: '2026',
    basis: 'implied',
    sources: [{ source: 'forms' }],
    needs: ['host'],
    requires: ['flow/executes-in-order', 'prompt.render/resumes-the-same-action'],
    text: 'After `prompt.render`, no execute handler that has executed executes again when the user submits the form.',
  },
  'prompt.render/again-in-continue': {
    level: 'PROBE',
    since: '2026',
    needs: ['host'],
    requires: ['prompt.render/resumes-the-same-action'],
    text: 'What happens if a continue handler calls `prompt.render` for another form?',
  },
  'prompt.render/same-form-again': {
    level: 'PROBE',
    since: '2026',
    needs: ['host'],
    requires: ['prompt.render/continues-with-later-actions'],
    text: 'What happens if a later action calls `prompt.render` for the same form?',
  },
  'prompt.render/beside-a-challenge': {
    level: 'PROBE',
    since: '2026',
    needs: ['host'],
    requires: ['prompt.render/resumes-the-same-action'],
    text: 'What happens if one execution calls `prompt.render` and asks for a challenge?',
  },
} as const satisfies Record<string, Rule>;
