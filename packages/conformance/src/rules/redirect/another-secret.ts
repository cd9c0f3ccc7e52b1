import fc from 'fast-check';
import { ORDINARY_SECRET, listNearSecrets, secret, trickySecrets } from '../../draw/secrets.ts';
import { countBytes } from '../../draw/text.ts';
import { type JsonObject, isObject } from '../../language/json.ts';
import { sampleEvent } from '../../language/sample-event.ts';
import type { TokenRecipe } from '../../language/scenario.ts';
import { combine, violation } from '../expectations.ts';
import { judgeSteps } from '../judges.ts';
import { type Judge, property } from '../property.ts';
import { filterCalls } from '../step-results.ts';
import { packExamples, sendTokens, validateControl } from './refused-tokens.ts';

import {
  type DrawnToken,
  METHOD,
  PARAMETER,
  createControlToken,
  findRecipe,
  getParameter,
  isAccepted,
  ordinaryToken,
  setHeader,
  token,
} from './returned-token.ts';

/** The key of somebody who does not know the secret. */
const FORGED = 'the key of an attacker: 32 bytes or more';

type Forgery = (secret: string) => { readonly secret: string; readonly header?: JsonObject };

/** Keys near the secret, keys that everybody knows, and keys that the header of the token names. */
const forgeries: readonly Forgery[] = [
  (secret) => ({ secret: `${secret.slice(0, -1)}${secret.endsWith('x') ? 'y' : 'x'}` }),
  (secret) => ({ secret: `${secret.startsWith('x') ? 'y' : 'x'}${secret.slice(1)}` }),
  (secret) => ({ secret: secret.slice(0, -1) }),
  (secret) => ({ secret: secret.slice(0, 32) }),
  (secret) => ({ secret: secret.slice(0, 64) }),
  (secret) => ({ secret: secret.slice(0, 72) }),
  (secret) => ({ secret: `${secret}x` }),
  (secret) => ({ secret: secret.trim() }),
  (secret) => ({ secret: secret.toUpperCase() }),
  (secret) => ({ secret: secret.toLowerCase() }),
  () => ({ secret: '' }),
  () => ({ secret: 'secret' }),
  () => ({ secret: 'undefined' }),
  () => ({ secret: 'null' }),
  () => ({ secret: '[object Object]' }),
  () => ({ secret: PARAMETER }),
  () => ({ secret: sampleEvent.user.user_id }),
  () => ({ secret: '', header: { kid: '/dev/null' } }),
  ...[
    { jwk: { kty: 'oct', k: Buffer.from(FORGED).toString('base64url') } },
    { jwk: { kty: 'oct', k: FORGED } },
    { jwk: FORGED },
    { kid: FORGED },
    { kid: Buffer.from(FORGED).toString('base64url') },
    { kid: `x' UNION SELECT '${FORGED}` },
    { kid: `data:text/plain,${FORGED}` },
    { x5c: [FORGED] },
    { x5c: [Buffer.from(FORGED).toString('base64')] },
    { x5u: `data:text/plain,${FORGED}` },
    { jku: `data:application/json,{"keys":[{"kty":"oct","k":"${FORGED}"}]}` },
    { key: FORGED },
    { secret: FORGED },
  ].map((header): Forgery => () => ({ secret: FORGED, header })),
];

const forgery: fc.Arbitrary<Forgery> = fc.oneof(
  { withCrossShrink: true },
  fc.constantFrom(...forgeries),
  secret.map((other) => () => ({ secret: other })),
);

/** Forges a token. If the forged key is the secret itself, it becomes another one. */
function forge(recipe: TokenRecipe, drawn: DrawnToken, forgery: Forgery): TokenRecipe {
  const { secret, header = {} } = forgery(drawn.secret);
  return setHeader({ ...recipe, secret: secret === drawn.secret ? `${secret}x` : secret }, header);
}

/** Lists the secrets near a secret with which an action may validate a token: those of at least 32 bytes. */
function listOtherSecrets(secret: string): string[] {
  return listNearSecrets(secret).filter((other) => countBytes(other) >= 32);
}

/** Chooses other secrets with which the action validates a valid token. */
type ChooseSecrets = (secret: string) => readonly string[];

const oneSecret: fc.Arbitrary<ChooseSecrets> = fc
  .tuple(fc.nat(), secret)
  .map(([number, any]) => (own: string) => {
    const near = listOtherSecrets(own);
    return [near[number % near.length] ?? own, any].filter((other) => other !== own);
  });

/** Judges that every call with another secret than that of the token is refused. */
const judgeOtherSecrets: Judge = judgeSteps((results, scenario) => {
  const others = filterCalls(results, METHOD).filter((called) => {
    const [options] = called.args;
    const recipe = findRecipe(scenario, getParameter(called));
    return isObject(options) && options['secret'] !== recipe?.secret;
  });
  return combine(
    others.map((called) =>
      isAccepted(called, scenario)
        ? violation(called, 'an error, or a result without the claims of the token')
        : 'held',
    ),
  );
});

/** Secrets of many forms: one has exactly 32 bytes, and one more than 64. */
const exampleSecrets = [
  ORDINARY_SECRET,
  'kD8fJq2LxW5vTz7RbN3mYc9HgP4sVu6E',
  ...trickySecrets.slice(0, 4),
];

/** The property of `redirect.validateToken/refuses-another-secret`. */
export const refusesAnotherSecret = property({
  given: {
    ...token,
    forgeries: forgery.map((one): readonly Forgery[] => [one]),
    // Whether the action first validates a valid token with the right secret.
    afterValid: fc.boolean(),
    choose: fc.oneof(
      { withCrossShrink: true },
      fc.constant<ChooseSecrets>(() => []),
      oneSecret,
    ),
  },
  examples: [
    ...[ORDINARY_SECRET, trickySecrets[3]].flatMap((own) =>
      packExamples(forgeries).map(({ afterValid, items }) => ({
        secret: own,
        forgeries: items,
        afterValid,
        choose: () => [],
      })),
    ),
    ...exampleSecrets.map((own, number) => ({
      secret: own,
      forgeries: [],
      afterValid: number % 2 === 0,
      choose: listOtherSecrets,
    })),
  ].map((example) => ({ ...ordinaryToken, ...example })),
  scenario: ({ forgeries, afterValid, choose, ...drawn }, onHost) => {
    const control = createControlToken(drawn, onHost);
    const secrets = [...(afterValid ? [drawn.secret] : []), ...choose(drawn.secret)];
    return sendTokens(drawn, onHost, {
      control: secrets.length > 0 ? control : undefined,
      before: secrets.map(validateControl),
      wrong: forgeries.map((forgery) => forge(control, drawn, forgery)),
    });
  },
  judge: judgeOtherSecrets,
  judgesAnyPart: true,
});
