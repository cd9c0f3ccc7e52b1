import type { RuleId } from '@post-challenge/spec';

/** The right implementations that a MUST accuses, with those rules. Each is an accusation to be taken back. */
export const accused: Readonly<Record<string, readonly RuleId[]>> = {
  // The rule compares the whole URL, though parameters for which nobody asked are not judged.
  'URLs gain parameters': ['transaction.setResultUrl/outlasts-a-pause'],
  'URLs name their port and have a final question mark': [
    'transaction.setResultUrl/outlasts-a-pause',
  ],
  // The rule asks for the secrets of the transaction in a later action, though secrets belong to the action.
  'secrets belong to the action': ['flow/keeps-transactions-apart'],
  // A recovery code may be offered beside every challenge, and an additional factor that was completed earlier may satisfy one.
  'a recovery code is always offered': ['flow/behaves-as-its-model'],
};
