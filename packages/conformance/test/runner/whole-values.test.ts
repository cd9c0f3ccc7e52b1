import { type Step, fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { PostChallengeAPI, RuleId } from '@post-challenge/spec';
import { expect, test } from 'vitest';
import { replayScenario } from '../../src/runner/check-rule.ts';
import { call, oneExecution } from '../../src/rules/scenarios.ts';

/** A text that is longer than the limit of a shown value. */
const long = 'a'.repeat(30) + 'b'.repeat(40);
const alterText = (text: string) => text.replace(/bbb(?=&|$)/, 'ccc');

interface ApiAlteration {
  /** Alters the URL that the user is sent to. */
  readonly url?: (url: string) => string;
  /** Alters a value that the cache returns. */
  readonly value?: (value: string) => string;
}

/** Runs a scenario of a rule on an implementation that alters values. */
function replayAltered(rule: RuleId, steps: readonly Step[], { url, value }: ApiAlteration) {
  const implementation = fromApi({
    name: 'hand-made',
    create({ event, clock }) {
      const { api, outcome } = createPostChallenge({ event, clock });
      const get: PostChallengeAPI['cache']['get'] = (key) => {
        const record = api.cache.get(key);
        return record && value ? { ...record, value: value(record.value) } : record;
      };
      const getOutcome = () => {
        const original = outcome();
        return original.status === 'redirected' && url
          ? { ...original, url: url(original.url) }
          : original;
      };
      return { api: { ...api, cache: { ...api.cache, get } }, outcome: getOutcome };
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
  'a long value is compared completely, even if it is shown shortened: %s',
  async (rule, steps, alteration) => {
    const right = await replayAltered(rule, steps, {});
    const wrong = await replayAltered(rule, steps, alteration);

    expect([right.verdict, wrong.verdict]).toEqual(['passed', 'failed']);
    expect(wrong.message).toMatch(new RegExp(`expected .*${long}`));
    expect(wrong.message).toMatch(new RegExp(`actual .*${alterText(long)}`));
  },
);
