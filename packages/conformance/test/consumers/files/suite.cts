import { type ApiAdapter, fromApi, ruleTests } from '@post-challenge/conformance';
import { InvalidTokenError, createPostChallenge } from '@post-challenge/reference';
import { rules, type PostChallengeAPI, type RuleId } from '@post-challenge/spec';

const adapter: ApiAdapter = {
  name: 'reference',
  create: ({ event, clock, tenant }) => createPostChallenge({ event, clock, tenant }),
};

export const ids: readonly RuleId[] = ruleTests(fromApi(adapter)).map(({ id }) => id);

export const sentences: readonly string[] = ids.map((id) => rules[id].text);

/** An api object of one package is one of the other. */
export const getCode = (api: PostChallengeAPI) => {
  try {
    return api.redirect.validateToken({ secret: 'secret' });
  } catch (error) {
    return error instanceof InvalidTokenError && error.code;
  }
};

// @ts-expect-error There is no such option.
ruleTests(fromApi(adapter), { rule: 'cache.*' });
