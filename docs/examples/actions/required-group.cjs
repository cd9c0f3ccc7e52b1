/**
 * Requires a role, or a group that another system has written into the user's metadata.
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/required-group.cjs --event '{ "authorization": { "roles": ["employee"] } }'
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/required-group.cjs --event '{ "user": { "app_metadata": { "groups": ["staff"] } } }'
 *     → completed
 *
 *     npx --no-install post-challenge-reference run docs/examples/actions/required-group.cjs
 *     → denied: Please ask the help desk to reset your password.
 */

/** @type {import('@post-challenge/spec').PostChallengeAction} */
exports.onExecutePostChallenge = async (event, api) => {
  const { groups } = event.user.app_metadata;
  const isEmployee = event.authorization.roles.includes('employee');
  // Metadata may hold any JSON value, so check that this one is a list.
  const isStaff = Array.isArray(groups) && groups.includes('staff');

  if (!isEmployee && !isStaff) {
    api.access.deny('Please ask the help desk to reset your password.');
  }
};
