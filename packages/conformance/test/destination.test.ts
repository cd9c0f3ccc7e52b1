import { fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import { expect, test } from 'vitest';
import { replayed } from '../src/judge.ts';
import { call, execution } from '../src/property.ts';

const ID = 'redirect.sendUserTo/adds-the-query';
const long = 'a'.repeat(30) + 'b'.repeat(40);

/** What the suite says of an implementation that sends the user to such a URL. */
function verdictOn(sentTo: (url: string) => string) {
  const implementation = fromApi({
    name: 'hand-made',
    create({ event, clock }) {
      const { api, outcome } = createPostChallenge({ event, clock });
      const told = () => {
        const reached = outcome();
        return reached.status === 'redirected' ? { ...reached, url: sentTo(reached.url) } : reached;
      };
      return { api, outcome: told };
    },
  });
  const options = { query: { token: long } };
  const scenario = execution([call('redirect.sendUserTo', 'https://a.example.com/', options)]);
  return replayed(implementation, ID, scenario, {});
}

test('a long value that arrives whole is what was asked for', async () => {
  expect((await verdictOn((url) => url)).verdict).toBe('passed');
});

test('a long value is compared to its end, however short it is shown', async () => {
  const verdict = await verdictOn((url) => url.replace(/bbb(?=&|$)/, 'ccc'));

  expect(verdict.verdict).toBe('failed');
  expect(verdict.message).toContain('the parameter "token"');
});
