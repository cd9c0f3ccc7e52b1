import { type CreateInput, type Implementation, fromApi } from '@post-challenge/conformance';
import { createPostChallenge } from '@post-challenge/reference';
import type { NamespaceName, Outcome, PostChallengeAPI } from '@post-challenge/spec';

type Arguments<M> = M extends (...args: infer A) => unknown ? A : never;

/** Methods to put in the place of others; they may answer anything. */
export type Changes = {
  [N in NamespaceName]?: {
    [M in keyof PostChallengeAPI[N]]?: (...args: Arguments<PostChallengeAPI[N][M]>) => unknown;
  };
};

interface Parts {
  /** What is changed of the `api` object; `api` is the one of the reference. */
  readonly api?: (api: PostChallengeAPI, input: CreateInput) => Changes;
  /** What is told of what the transaction has come to. */
  readonly outcome?: (outcome: Outcome) => unknown;
  /** What the reference is given. */
  readonly input?: (input: CreateInput) => CreateInput;
}

/** The reference. */
export const reference: Implementation = changed({});

/** The reference with some of its parts changed. */
export function changed({
  api: change = () => ({}),
  outcome = (reached) => reached,
  input: given = (input) => input,
}: Parts): Implementation {
  return fromApi({
    name: 'changed',
    create(input) {
      const made = createPostChallenge(given(input));
      const original = Object.fromEntries(
        Object.entries(made.api).map(([name, namespace]) => [name, { ...namespace }]),
      ) as unknown as PostChallengeAPI;
      for (const [name, methods] of Object.entries(change(original, input)))
        Object.assign(made.api[name as NamespaceName], methods);
      return { api: made.api, outcome: () => outcome(made.outcome()) as Outcome };
    },
  });
}
