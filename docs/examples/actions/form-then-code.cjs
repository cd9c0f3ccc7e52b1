/**
 * Shows the user a form, and denies the attempt if the answer is not the one that the account knows. Forms exist since edition 2026.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/form-then-code.cjs --edition 2026
 *     → rendered the form ap_recovery
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/form-then-code.cjs --edition 2026 --event '{ "user": { "app_metadata": { "staff_number": "4711" } } }' --submits staff_number=4711
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/form-then-code.cjs --edition 2026 --event '{ "user": { "app_metadata": { "staff_number": "4711" } } }' --submits staff_number=1
 *     → denied: The staff number is not right.
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  // The browser sees the fields. The variables stay on the server.
  api.prompt.render('ap_recovery', {
    fields: { email: event.user.email },
    vars: { attempts: event.stats.logins_count },
  });
};

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onContinuePostChallenge = async (event, api) => {
  const { staff_number } = event.prompt?.fields ?? {};
  if (staff_number === undefined || staff_number !== event.user.app_metadata.staff_number) {
    api.access.deny('The staff number is not right.');
  }
};
