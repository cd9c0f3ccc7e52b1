const FORM = 'ap_question';

/** @type {import('@post-challenge/spec').PostChallengeAction<'ANSWER', 'HINT'>} */
exports.onExecutePostChallenge = async (event, api) => {
  api.prompt.render(FORM, {
    fields: { email: event.user.email },
    vars: { hint: event.configuration.HINT.trim(), attempt: { count: event.stats.logins_count } },
  });
};

/** @type {import('@post-challenge/spec').PostChallengeAction<'ANSWER', 'HINT'>} */
exports.onContinuePostChallenge = async (event, api) => {
  const answer = event.prompt?.fields?.answer;
  if (event.prompt?.id !== FORM || answer.trim() !== event.secrets.ANSWER) {
    api.access.deny(event.prompt?.vars?.hint ?? 'Wrong.');
  }
};
