import { changeReference } from './implementations.ts';
import { splitToken } from './token-changes.ts';

/** Makes `validateToken` of the reference return an answer instead of throwing an error. */
export function answerRefusal(
  answer: (error: unknown, claims: Record<string, unknown> | undefined) => unknown,
) {
  return changeReference(({ redirect: { validateToken } }, { event: { request } }) => ({
    redirect: {
      validateToken(options) {
        try {
          return validateToken(options);
        } catch (error) {
          const { tokenParameterName: name = 'session_token' } = options;
          const token = String(request.body[name] ?? request.query[name]);
          return answer(error, splitToken(token)?.claims);
        }
      },
    },
  }));
}
