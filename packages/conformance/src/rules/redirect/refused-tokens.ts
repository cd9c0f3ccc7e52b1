import fc from 'fast-check';
import { chunk } from '../../draw/chunk.ts';
import type { JsonObject } from '../../language/json.ts';
import type { Scenario, Step, TokenRecipe } from '../../language/scenario.ts';
import { combine, violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Judge, type Property, property } from '../property.ts';
import { filterCalls } from '../step-results.ts';

import {
  type DrawnReturn,
  type DrawnToken,
  METHOD,
  PARAMETER,
  createControlToken,
  createReturnScenario,
  createTokenParameter,
  getParameter,
  isAccepted,
  ordinaryToken,
  removeClaim,
  token,
  validate,
} from './returned-token.ts';

/** The parameter of a valid token, in a return that also brings wrong ones. */
const VALID = 'valid_token';

/** The tokens of a return, and the steps around their validation. */
interface SentTokens {
  /** A valid token, in a parameter of its own. */
  readonly control?: TokenRecipe | undefined;
  /** The steps that come first. By default, they validate the valid token, if there is one. */
  readonly before?: readonly Step[];
  /** The tokens to refuse, each in a parameter of its own. */
  readonly wrong: readonly TokenRecipe[];
  /** Whether another transaction waits for a return at the same time. */
  readonly besideAnother?: boolean;
}

/** A call that validates the valid token of a return. */
export function validateControl(secret: string): Step {
  return validate(secret, VALID);
}

/** A scenario that validates every token of a return. A URL is too short for more than two tokens. */
export function sendTokens(drawn: DrawnReturn, onHost: boolean, tokens: SentTokens): Scenario {
  const { control, wrong, besideAnother = false } = tokens;
  const first = control ? [validateControl(drawn.secret)] : [];
  const names = wrong.map((_, number) => (number === 0 ? PARAMETER : `token_${number}`));
  const sent: [string, TokenRecipe][] = wrong.map((recipe, number) => [
    names[number] ?? PARAMETER,
    recipe,
  ]);
  const all = control ? [[VALID, control] as [string, TokenRecipe], ...sent] : sent;
  const parameters: JsonObject = Object.assign(
    {},
    ...all.map(([name, recipe]) => createTokenParameter(recipe, name)),
  ) as JsonObject;
  const isShort = all.length <= 2;
  const steps = names.map((name) => validate(drawn.secret, name));
  return createReturnScenario({ ...drawn, ...(!isShort && { method: 'POST' }) }, onHost, {
    query: isShort ? parameters : {},
    body: parameters,
    before: [...(tokens.before ?? first), ...steps.slice(0, -1)],
    parameter: names.at(-1) ?? VALID,
    besideAnother,
  });
}

/** Judges that every token but the valid one is refused. */
function judgeRefusals(reason = ''): Judge {
  return judgeSteps((results, scenario) =>
    combine(
      filterCalls(results, METHOD)
        .filter((called) => getParameter(called) !== VALID)
        .map((called) =>
          isAccepted(called, scenario)
            ? violation(called, `an error, or a result without the claims of the token${reason}`)
            : 'held',
        ),
    ),
  );
}

/**
 * The property of tokens that `change` makes from a valid one, and that `validateToken` must refuse. It may have accepted the valid token
 * just before. Examples have several tokens in one return.
 */
export function createRefusalProperty<T extends object>(
  given: { [K in keyof T]: fc.Arbitrary<T[K]> },
  change: (token: TokenRecipe, drawn: DrawnToken & T) => TokenRecipe,
  { examples = [], reason = '' }: { examples?: readonly NoInfer<T>[]; reason?: string } = {},
): Property {
  return property<DrawnToken & { afterValid: boolean; changes: readonly T[] }>({
    given: {
      ...token,
      afterValid: fc.boolean(),
      changes: fc.record<T>(given, { noNullPrototype: true }).map((one) => [one]),
    },
    examples: packExamples(examples).map(({ afterValid, items }) => ({
      ...ordinaryToken,
      afterValid,
      changes: items,
    })),
    scenario: ({ changes, afterValid, ...drawn }, onHost) => {
      const control = createControlToken(drawn, onHost);
      return sendTokens(drawn, onHost, {
        control: afterValid ? control : undefined,
        wrong: changes.map((one) => change(control, { ...drawn, ...one })),
      });
    },
    judge: judgeRefusals(reason),
    judgesAnyPart: true,
  });
}

/** Packs examples into returns: the first one alone, and the others several at a time, with and without a valid token before them. */
export function packExamples<T>(
  examples: readonly T[],
): { readonly afterValid: boolean; readonly items: readonly T[] }[] {
  const packs = [examples.slice(0, 1), ...chunk(examples.slice(1), 8)].filter(
    (items) => items.length > 0,
  );
  return [false, true].flatMap((afterValid) => packs.map((items) => ({ afterValid, items })));
}

/** The property of a token without one claim. */
export function createMissingClaimProperty(name: string): Property {
  return createRefusalProperty({}, (recipe) => removeClaim(recipe, name));
}
