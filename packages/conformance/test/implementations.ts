import { type CreateInput, type Implementation, fromApi } from '@post-challenge/conformance';
import { type PostChallengeOptions, createPostChallenge } from '@post-challenge/reference';
import type { NamespaceName, Outcome, PostChallengeAPI2025 } from '@post-challenge/spec';

type Arguments<M> = M extends (...args: infer A) => unknown ? A : never;

/** Changes of the reference: other methods (`undefined` removes one) and another outcome. */
export type ReferenceChanges = {
  [N in keyof PostChallengeAPI2025]?: {
    [M in keyof PostChallengeAPI2025[N]]?:
      | ((...args: Arguments<PostChallengeAPI2025[N][M]>) => unknown)
      | undefined;
  };
} & { outcome?: (reached: Outcome) => unknown };

/** The reference implementation. */
export const reference: Implementation = changeReference(() => ({}));

/**
 * Creates an implementation from the reference and some changes.
 *
 * @param change - Returns the changes; `api` is the object of the reference.
 * @param changeOptions - Returns the options of the reference.
 */
export function changeReference(
  change: (api: PostChallengeAPI2025, input: CreateInput) => ReferenceChanges,
  changeOptions: (input: CreateInput) => PostChallengeOptions = (input) => input,
): Implementation {
  return fromApi({
    name: 'changed',
    create(input) {
      const created = createPostChallenge(changeOptions(input));
      const original = Object.fromEntries(
        Object.entries(created.api).map(([name, namespace]) => [name, { ...namespace }]),
      ) as unknown as PostChallengeAPI2025;
      const { outcome = (reached) => reached, ...namespaces } = change(original, input);
      for (const [name, methods] of Object.entries(namespaces))
        Object.assign(created.api[name as NamespaceName], methods);
      return { api: created.api, outcome: () => outcome(created.outcome()) as Outcome };
    },
  });
}
