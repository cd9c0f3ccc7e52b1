exports.onExecutePostChallenge = async (event, api) => {
  api.access.deny('Not now.');
};
