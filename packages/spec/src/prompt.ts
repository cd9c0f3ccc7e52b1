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
