import { deflateSync, inflateSync } from 'node:zlib';
import type { RuleId } from '@post-challenge/spec';
import { replayDictionary } from './replay-dictionary.ts';
import type { Json } from './json.ts';
import type { Scenario } from './scenario.ts';
import { assertScenario } from './validate.ts';

/**
 * A scenario of a rule as one word that can be pasted into a command.
 *
 * @remarks
 * zlib over JSON, with a dictionary that never changes, in base64url. zlib's own checksums tell a damaged word from a whole one.
 *
 * @param rule - The id of the rule.
 * @param scenario - The scenario.
 * @returns The word.
 *
 * @public
 */
export function encodeReplay(rule: RuleId, scenario: Scenario): string {
  return deflateSync(JSON.stringify([rule, scenario]), {
    dictionary: replayDictionary,
    level: 9,
  }).toString('base64url');
}

/**
 * The scenario that a word stands for.
 *
 * @param rule - The id of the rule that the word is meant for.
 * @param word - The word.
 * @returns The scenario.
 * @throws TypeError, where the word is damaged or stands for a scenario of another rule.
 *
 * @public
 */
export function decodeReplay(rule: RuleId, word: string): Scenario {
  const [encodedFor, scenario] = inflateWord(word);
  if (encodedFor !== rule) {
    throw new TypeError(
      `Cannot replay the scenario: it is one of ${String(encodedFor)}, not of ${rule}. Name that rule instead.`,
    );
  }
  return assertScenario(scenario);
}

/** What `info` makes zlib give back; the types do not say. */
interface InflateResult {
  readonly buffer: Buffer;
  readonly engine: { readonly bytesWritten: number };
}

function inflateWord(word: string): Json[] {
  try {
    const deflated = Buffer.from(word, 'base64url');
    const { buffer, engine } = inflateSync(deflated, {
      dictionary: replayDictionary,
      info: true,
    }) as unknown as InflateResult;
    const isWhole =
      engine.bytesWritten === deflated.length && deflated.toString('base64url') === word;
    const value: unknown = JSON.parse(buffer.toString());
    if (!isWhole || !Array.isArray(value)) throw new TypeError('It holds something else.');
    return value as Json[];
  } catch (error) {
    throw new TypeError(
      'Cannot replay the scenario: it is damaged. Copy the whole word from the replay line of the report.',
      { cause: error },
    );
  }
}
