import { type Step, fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { PostChallengeAPI, RuleId } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { replayScenario } from '../../src/runner/check-rule.ts';
import { call, oneExecution } from '../../src/rules/scenarios.ts';

/** Longer than what is shown of it. */
const long = 'a'.repeat(30) + 'b'.repeat(40);
const alterText = (text: string) => text.replace(/bbb(?=&|$)/, 'ccc');

interface ApiAlteration {
  /** What becomes of the URL that the user is sent to. */
  readonly url?: (url: string) => string;
  /** What becomes of a value that the cache gives back. */
  readonly value?: (value: string) => string;
}

/** What the suite says of an implementation that alters what it was given. */
function replayAltered(rule: RuleId, steps: readonly Step[], { url, value }: ApiAlteration) {
  const implementation = fromApi({
    name: 'hand-made',
    create({ event, clock }) {
      const { api, outcome } = createPostChallenge({ event, clock });
      const get: PostChallengeAPI['cache']['get'] = (key) => {
        const record = api.cache.get(key);
        return record && value ? { ...record, value: value(record.value) } : record;
      };
      const told = () => {
        const reached = outcome();
        return reached.status === 'redirected' && url
          ? { ...reached, url: url(reached.url) }
          : reached;
      };
      return { api: { ...api, cache: { ...api.cache, get } }, outcome: told };
    },
  });
  return replayScenario(implementation, rule, oneExecution(steps), {});
}

const sent = call('redirect.sendUserTo', 'https://a.example.com/', { query: { token: long } });
const kept = [call('cache.set', 'key', long), call('cache.get', 'key')];

test.each([
  ['redirect.sendUserTo/adds-the-query', [sent], { url: alterText }],
  ['cache/behaves-as-its-model', kept, { value: alterText }],
] as const)(
  'a long value is compared to its end, however short it is shown: %s',
  async (rule, steps, alteration) => {
    const right = await replayAltered(rule, steps, {});
    const wrong = await replayAltered(rule, steps, alteration);

    expect([right.verdict, wrong.verdict]).toEqual(['passed', 'failed']);
    expect(wrong.message).toMatch(new RegExp(`expected .*${long}`));
    expect(wrong.message).toMatch(new RegExp(`actual .*${alterText(long)}`));
  },
);
