const {
  createPostChallenge,
  createRuntime,
  InvalidTokenError,
} = require('@post-challenge/reference');
const { sampleEvent } = require('@post-challenge/spec');
const { onExecutePostChallenge } = require('./action.cjs');

test('an action denies', async () => {
  const runtime = createRuntime({ actions: [{ onExecutePostChallenge }] });
  const transaction = await runtime.start(sampleEvent);
  expect(transaction).toMatchObject({ status: 'denied' });
});

test('an error is an instance of its class', () => {
  const { api } = createPostChallenge({ event: sampleEvent });
  const validate = () => api.redirect.validateToken({ secret: 'secret' });
  expect(validate).toThrow(InvalidTokenError);
});
